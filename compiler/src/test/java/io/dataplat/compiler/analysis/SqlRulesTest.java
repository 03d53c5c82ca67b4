package io.dataplat.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.StepKind;
import org.junit.jupiter.api.Test;

class SqlRulesTest {

  /** A task that reads {@code extract}, and writes {@code orders} from the step {@code last}. */
  private static RuleCase steps(String steps, String mark) {
    return RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps:
            %s  outputs:
                target:
                  dataset: retail.orders
                  from: last%s
                  write: {mode: overwrite}
            """
                .formatted(steps.indent(4), mark));
  }

  private static RuleCase steps(String steps) {
    return steps(steps, "");
  }

  @Test
  void mistakesStandAtTheirLineInABlock() {
    steps(
            """
            last:
              sql: |
                SELECT order_id,
                  amout AS amount, -- error: unknown-column
                  ordered_at
                FROM extract
            """)
        .findsWhatIsMarked();
  }

  @Test
  void mistakesStandAtTheirLineAndColumnInAFile() {
    var compilation =
        steps("last: {sqlFile: sql/last.sql}\n")
            .file(
                "pipelines/retail/sql/last.sql",
                """
                SELECT order_id, amount, ordered_at
                FROM extrakt -- error: unknown-relation
                """)
            .findsWhatIsMarked();

    assertThat(compilation.findings().get(0).span())
        .isEqualTo(new SourceSpan("pipelines/retail/sql/last.sql", 2, 6, 2, 13));
    assertThat(compilation.findings().get(0).hint()).hasValue("did you mean `extract`?");
  }

  @Test
  void oneRunReportsTheMistakesOfAllStepsButNoneTwice() {
    steps(
            """
            broken: {sql: "SELECT nothing FROM extract"} # error: unknown-column
            behind: {sql: "SELECT nothing FROM broken"}
            other: {sql: "SELECT order_id FROM nowhere"} # error: unknown-relation
            last: {sql: "SELECT behind.* FROM behind, other"}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void stepsNeedNoOrderInTheSource() {
    steps(
            """
            last: {sql: "SELECT * FROM second"}
            second: {deduplicate: {from: first, keys: [order_id], keep: {latestBy: ordered_at}}}
            first: {sql: "SELECT * FROM extract WHERE amount > 0"}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStepDoesNotReadItself() {
    steps(
            """
            one: {sql: "SELECT * FROM last"} # error: step-cycle
            last: {sql: "SELECT extract.* FROM one, extract"} # error: step-cycle
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aWordThatIsNoRelationMakesNoCircle() {
    var compilation =
        steps(
                """
                amount: {sql: "SELECT order_id, amount, ordered_at FROM last"}
                last: {sql: "SELECT order_id, amount, ordered_at FROM extract"}
                """)
            .compile();

    assertThat(compilation.findings()).extracting(f -> f.rule().id()).containsOnly("unused-step");
  }

  @Test
  void whatNothingReadsIsUnused() {
    steps(
            """
            idle: {sql: "SELECT order_id FROM extract"} # error: unused-step
            last: {sql: "SELECT * FROM extract"}
            """)
        .findsWhatIsMarked();
    steps(
            """
            last: {sql: "SELECT 'a' AS order_id, 1.00BD AS amount, TIMESTAMP'2026-01-01' AS ordered_at"}
            """)
        .compile()
        .findings()
        .forEach(finding -> assertThat(finding.rule().id()).isEqualTo("unused-input"));
  }

  @Test
  void anOutputFitsItsContract() {
    steps(
            "last: {sql: \"SELECT order_id, amount, ordered_at AS orderedat FROM extract\"}",
            " # error: output-does-not-fit, output-does-not-fit")
        .findsWhatIsMarked();
    steps(
            "last: {sql: \"SELECT order_id, 'x' AS amount, ordered_at FROM extract\"}",
            " # error: output-does-not-fit")
        .findsWhatIsMarked();
  }

  @Test
  void s03ColumnsOfADeduplicationExistAndKeysAreNotNull() {
    steps(
            """
            named: {sql: "SELECT nullif(order_id, '') AS order_id, amount, ordered_at FROM extract"}
            last: {deduplicate: {from: named, keys: [order_id], keep: {latestBy: orderd_at}}} # error: nullable-key, unknown-column
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aDeduplicationHasTheBoundOfItsMode() {
    steps(
            """
            # error: deduplicate-not-for-mode
            last: {deduplicate: {from: extract, keys: [order_id], within: 1h}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamRemembersKeysForATimeAndWithAWatermark() {
    var landed = "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n";
    RuleCase.repository()
        .dataset("landed", landed)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              steps:
                # error: watermark-missing, deduplicate-not-for-mode
                once: {deduplicate: {from: clicks, keys: [click_id], keep: {latestBy: at}}}
              outputs: {landed: {dataset: retail.landed, from: once, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
    RuleCase.repository()
        .dataset("landed", landed)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream, watermark: 10m}}
              steps: {once: {deduplicate: {from: clicks, keys: [click_id], within: 1h}}}
              outputs: {landed: {dataset: retail.landed, from: once, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamHasNoRunWithBounds() {
    RuleCase.repository()
        .dataset("landed", "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n")
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              steps: {late: {sql: "SELECT * FROM clicks WHERE at < :run_start"}} # error: unknown-sql-parameter
              outputs: {landed: {dataset: retail.landed, from: late, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void expectationsAreAboutTheColumnsOfTheContract() {
    RuleCase.repository()
        .dataset(
            "things",
            """
            layer: source
            table: {name: crm.things}
            columns: {amount: {type: int}, name: {type: string}}
            expectations:
              fine: {check: amount >= 0}
              misspelt: {check: amuont >= 0} # error: unknown-column
              number: {check: length(name)} # error: bad-expression
              unfinished: {check: "amount >="} # error: bad-expression
              throwing: {check: "CAST(name AS INT) > 0"} # error: rule-not-total
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aMistakeInAnExpectationStandsAtItsColumn() {
    var compilation =
        RuleCase.repository()
            .dataset(
                "things",
                """
                layer: source
                table: {name: crm.things}
                columns: {amount: {type: int}}
                expectations: {quoted: {check: "1 = 1 AND amuont >= 0"}} # error: unknown-column
                """)
            .findsWhatIsMarked();

    var span = compilation.findings().get(0).span();
    assertThat(span.startColumn())
        .isEqualTo("  expectations: {quoted: {check: \"1 = 1 AND ".length() + 1);
    assertThat(span.endColumn() - span.startColumn()).isEqualTo("amuont".length());
  }

  @Test
  void laterStagesLearnColumnsKindsAndOrigins() {
    var platform =
        steps(
                """
                first: {sql: "SELECT order_id, amount, ordered_at FROM extract WHERE amount > 0"}
                last: {deduplicate: {from: first, keys: [order_id], keep: {latestBy: ordered_at}}}
                """)
            .findsWhatIsMarked()
            .platform("test");

    var task = platform.task(new PipelineId("retail", "daily"), "copy");
    assertThat(task.complete()).isTrue();
    assertThat(task.steps()).extracting(AnalysedStep::name).containsExactly("first", "last");
    assertThat(task.steps())
        .extracting(AnalysedStep::kind)
        .containsExactly(StepKind.FILTERING, StepKind.DEDUPLICATING);
    assertThat(task.steps().get(1).reads()).containsExactly("first");
    assertThat(task.steps().get(1).columns())
        .containsExactly(
            new SqlColumn("order_id", "string", false),
            new SqlColumn("amount", "decimal(12,2)", false),
            new SqlColumn("ordered_at", "timestamp", false));
    assertThat(task.steps().get(0).origins())
        .anyMatch(
            origin -> origin.output().equals("amount") && origin.relation().equals("extract"));
  }
}
