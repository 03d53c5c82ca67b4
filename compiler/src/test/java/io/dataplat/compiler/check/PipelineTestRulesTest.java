package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.diagnostic.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTestRulesTest {

  private static final String READS = "inputs: {files: {dataset: retail.order_files, read: full}}";
  private static final String WRITES =
      "outputs: {target: {dataset: retail.orders, from: files, write: {mode: overwrite}}}";

  @Test
  void aTestThatFitsItsTaskFindsNothing() {
    daily()
        .file(
            "pipelines/retail/tests/deep/in/folders.yaml",
            test(
                """
                pipeline: retail.daily
                task: copy
                run: {start: 2026-03-29, end: 2026-03-30T00:00}
                given:
                  files:
                    - {order_id: A, amount: 5}
                    - {order_id: B, amount: "0.10", ordered_at: 2026-03-29T12:00:00+02:00}
                    - {}
                  target: [{order_id: A, amount: null}]
                expect: {target: [], doubled: [{order_id: B, twice: 0.20, tags: [x, null], sizes: {a: 1}}]}
                quarantined: {files: [{order_id: null, _rules: ["not-null:order_id"]}]}
                """))
        .findsWhatIsMarked();
  }

  @Test
  void whatATestNamesIsThere() {
    daily()
        .file(
            "pipelines/retail/tests/names.yaml",
            test(
                """
                pipeline: retail.daily
                task: copy
                run: {start: 2026-03-29}
                given:
                  doubled: [] # error: unknown-relation
                  files: [{oder_id: A}] # error: unknown-column
                expect:
                  files: [] # error: unknown-relation
                  doubled: [{price: 5}] # error: unknown-column
                quarantined:
                  doubled: [] # error: unknown-relation
                failsWith: amount_negative # error: unknown-expectation
                """))
        .findsWhatIsMarked();
  }

  @Test
  void aValueIsOneOfItsColumn() {
    daily()
        .file(
            "pipelines/retail/tests/values.yaml",
            test(
                """
                pipeline: retail.daily
                task: copy
                run: {start: 2026-03-29}
                given:
                  files:
                    - {order_id: 7} # error: value-does-not-fit
                    - {amount: 0.125} # error: value-does-not-fit
                    - {amount: [1]} # error: value-does-not-fit
                    - {ordered_at: yesterday} # error: value-does-not-fit
                expect:
                  doubled:
                    - {tags: x} # error: value-does-not-fit
                    - {tags: [1]} # error: value-does-not-fit
                    - {sizes: {a: many}} # error: value-does-not-fit
                quarantined:
                  files: [{_rules: not-null}] # error: value-does-not-fit
                """))
        .findsWhatIsMarked();
  }

  @Test
  void aTestIsOfATaskOfAPipeline() {
    daily()
        .file(
            "pipelines/retail/tests/pipeline.yaml",
            test("pipeline: retail.dialy # error: unknown-pipeline\nexpect: {target: []}\n"))
        .findsWhatIsMarked();
    daily()
        .file(
            "pipelines/retail/tests/task.yaml",
            test(
                """
                pipeline: retail.daily
                task: cpoy # error: unknown-task
                expect: {target: []}
                """))
        .findsWhatIsMarked();
  }

  @Test
  void ofSeveralTasksATestNamesOne() {
    daily()
        .orders("again")
        .batch(
            "daily",
            INTERVAL,
            COPY
                + """
                again:
                  inputs: {orders: {dataset: retail.orders, read: interval}}
                  outputs: {target: {dataset: retail.again, from: orders, write: {mode: append}}}
                """)
        .file(
            "pipelines/retail/tests/task.yaml",
            test(
                """
                pipeline: retail.daily # error: missing-field
                run: {start: 2026-03-29}
                expect: {target: []}
                """))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "'{start: 2026-03-29T01:00}'",
    "'{start: 2026-03-29, end: 2026-03-31}'",
    "'{start: 29.3.2026}'",
    "'{start: 2026-03-29T02:00:00+02:00, end: 2026-03-30}'",
  })
  void aRunCoversAnIntervalOfThePipeline(String run) {
    daily()
        .file(
            "pipelines/retail/tests/run.yaml",
            test(
                """
                pipeline: retail.daily
                run: %s # error: not-an-interval
                expect: {target: []}
                """
                    .formatted(run)))
        .findsWhatIsMarked();
  }

  @Test
  void theIntervalsNextToAWrongOneAreTold() {
    assertThat(
            daily()
                .file(
                    "pipelines/retail/tests/run.yaml",
                    test(
                        """
                        pipeline: retail.daily
                        run: {start: 2026-03-29T05:00}
                        expect: {target: []}
                        """))
                .compile()
                .findings())
        .extracting(Diagnostic::hint)
        .singleElement()
        .asString()
        .contains("from `2026-03-29T00:00+01:00` to `2026-03-30T00:00+02:00`");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{start: 2026-01-12, end: 2026-01-13};",
        "{start: 2026-01-16};",
        "{start: 2026-01-17};not-an-interval",
        "{start: 2026-01-16, end: 2026-01-17};not-an-interval",
      },
      delimiter = ';')
  void anIntervalOfACronGoesFromTickToTick(String run, String rule) {
    var mark = rule == null ? "" : " # error: " + rule;
    RuleCase.repository()
        .orders("orders")
        .batch("daily", "{cron: \"0 0 * * 1-5\", interval: cron, startDate: 2026-01-01}", COPY)
        .file(
            "pipelines/retail/tests/run.yaml",
            test("pipeline: retail.daily\nrun: " + run + mark + "\nexpect: {target: []}\n"))
        .findsWhatIsMarked();
  }

  @Test
  void aRunHasAnIntervalIfThePipelineHas() {
    daily()
        .file(
            "pipelines/retail/tests/run.yaml",
            test("pipeline: retail.daily\nexpect: {target: []}\n")
                .replace("spec:", "spec: # error: missing-field"))
        .findsWhatIsMarked();
    RuleCase.repository()
        .orders("orders")
        .batch("whole", "{manual: true}", "copy:\n" + (READS + "\n" + WRITES).indent(2))
        .file(
            "pipelines/retail/tests/run.yaml",
            test(
                """
                pipeline: retail.whole
                run: {start: 2026-03-29} # error: no-interval
                expect: {target: []}
                """))
        .findsWhatIsMarked();
  }

  @Test
  void aTestOfAStreamIsReserved() {
    RuleCase.repository()
        .dataset("landed", "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n")
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {target: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .file(
            "pipelines/retail/tests/live.yaml",
            test("pipeline: retail.live # error: not-supported-yet\nexpect: {target: []}\n"))
        .findsWhatIsMarked();
  }

  @Test
  void nullStandsInRowsAndNowhereElse() {
    daily()
        .file(
            "pipelines/retail/tests/nulls.yaml",
            test(
                """
                pipeline: retail.daily
                task: null # error: null-not-allowed
                run: {start: 2026-03-29}
                given: {files: [{order_id: null}]}
                expect: {target: []}
                ordered: true # error: not-supported-yet
                """))
        .findsWhatIsMarked();
  }

  @Test
  void aTestStandsInTheFolderOfTests() {
    daily()
        .file(
            "pipelines/retail/tested.yaml",
            test("pipeline: retail.daily\nrun: {start: 2026-03-29}\nexpect: {target: []}\n")
                .replace("metadata", "# error: misplaced-document\nmetadata"))
        .findsWhatIsMarked();
  }

  private static final String INTERVAL =
      "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}";

  private static final String COPY =
      """
      copy:
        inputs: {files: {dataset: retail.order_files, read: interval}}
        steps:
          doubled: {sql: "SELECT *, amount * 2 AS twice, array(order_id) AS tags, map(order_id, 1) AS sizes FROM files"}
          picked: {sql: "SELECT order_id, amount, ordered_at FROM doubled"}
        outputs: {target: {dataset: retail.orders, from: picked, write: {mode: overwrite_interval}}}
      """;

  private static RuleCase daily() {
    return RuleCase.repository()
        .dataset(
            "order_files",
            """
            layer: source
            files: {path: "orders/{yyyy}/{MM}/{dd}/*.csv", format: csv, timezone: Europe/Zurich}
            columns:
              order_id: {type: string}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
            """)
        .orders("orders")
        .pipeline(
            "daily",
            "mode: batch\ntimezone: Europe/Zurich\nschedule: "
                + INTERVAL
                + "\ntasks:\n"
                + COPY.indent(2));
  }

  private static String test(String spec) {
    return "apiVersion: dataplat.io/v1\nkind: PipelineTest\nmetadata: {name: case}\nspec:\n"
        + spec.indent(2);
  }
}
