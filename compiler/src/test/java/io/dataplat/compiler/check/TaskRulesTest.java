package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRulesTest {

  private static final String LANDED =
      "layer: bronze\ntable: {}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n";

  private static final String FIRST =
      """
      first:
        inputs: {extract: {dataset: retail.extract, read: full}}
        outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
      """;

  /** A batch of one task with the given fields more. */
  private static RuleCase task(String fields) {
    return RuleCase.repository()
        .orders("orders")
        .batch("daily", "{manual: true}", FIRST + fields.indent(2));
  }

  @Test
  void afterSaysOnlyWhatNoDatasetSays() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .orders("third")
        .batch(
            "daily",
            "{manual: true}",
            FIRST
                + """
                second:
                  inputs: {orders: {dataset: retail.orders, read: full}}
                  outputs: {target: {dataset: retail.copied, from: orders, write: {mode: overwrite}}}
                  after: [first] # error: redundant-after
                third:
                  inputs: {extract: {dataset: retail.extract, read: full}}
                  outputs: {target: {dataset: retail.third, from: extract, write: {mode: overwrite}}}
                  after: [first]
                """)
        .findsWhatIsMarked();
  }

  @Test
  void tasksDoNotWaitForEachOther() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .batch(
            "daily",
            "{manual: true}",
            "# error: task-cycle\n"
                + FIRST
                + """
                  after: [second]
                second:
                  inputs: {orders: {dataset: retail.orders, read: full}}
                  outputs: {target: {dataset: retail.copied, from: orders, write: {mode: overwrite}}}
                """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "import,' # error: reserved-name'",
    "timedelta,' # error: reserved-name'",
    "match,''",
    "print,''",
  })
  void aTaskOfABatchIsAVariableOfPython(String name, String mark) {
    RuleCase.repository()
        .orders("orders")
        .batch("daily", "{manual: true}", FIRST.replace("first:", name + ":" + mark))
        .findsWhatIsMarked();
  }

  @Test
  void aTaskOfAStreamIsNoVariable() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            import:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void streamsHaveNoOrderAndNoRetries() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .dataset("copied", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
              retries: 3 # error: retries-in-streaming
              retryDelay: 1m # error: retries-in-streaming
              timeout: 1h # error: not-for-this-mode
            copy:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {copied: {dataset: retail.copied, from: clicks, write: {mode: append}}}
              after: [land] # error: after-in-streaming
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamWithASchedule() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .pipeline(
            "live",
            """
            mode: streaming
            schedule: {cron: "0 * * * *"} # error: not-supported-yet
            tasks:
              land:
                inputs: {clicks: {dataset: retail.clicks, read: stream}}
                outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void domainDefaultsForBatchesDoNotHinderStreams() {
    RuleCase.repository()
        .domain("retail", "")
        .file(
            "pipelines/retail/domain.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Domain
            metadata: {name: retail}
            spec:
              owner: data_team
              contact: {email: data@example.org}
              defaults:
                datasets: {table: {connection: lakehouse}, files: {connection: landing}, topic: {connection: events}}
                pipelines: {trigger: {every: 5m}}
                tasks: {retries: 3, retryDelay: 1m, timeout: 1h}
            """)
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .orders("orders")
        .batch("daily", "{manual: true}", FIRST)
        .findsWhatIsMarked();
  }

  @Test
  void aBatchHasNoTrigger() {
    RuleCase.repository()
        .orders("orders")
        .pipeline(
            "daily",
            "mode: batch\nschedule: {manual: true}\ntrigger: {every: 1m} # error: trigger-in-batch\n"
                + "stateVersion: 2 # error: not-for-this-mode\n"
                + "tasks:\n"
                + FIRST.indent(2))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "spark.kubernetes.namespace,' # error: owned-spark-conf'",
    "spark.executor.instances,' # error: owned-spark-conf'",
    "spark.sql.session.timeZone,' # error: owned-spark-conf'",
    "spark.sql.shuffle.partitions,''",
  })
  void settingsOfTheCompilerAreItsOwn(String key, String mark) {
    task("runtime: {sparkConf: {\"" + key + "\": \"1\"}}" + mark).findsWhatIsMarked();
  }

  @Test
  void dynamicAllocationBeginsWithAnExecutor() {
    task("runtime: {executor: {dynamicAllocation: {min: 0, max: 2}}} # error: zero-min-executors")
        .findsWhatIsMarked();
    task("runtime: {executor: {dynamicAllocation: {min: 1, max: 2}}}").findsWhatIsMarked();
    task("runtime: {executor: {dynamicAllocation: {min: 5, max: 2}}} # error: over-limit")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{driver: {cores: 9}}",
        "{executor: {cores: 16}}",
        "{executor: {memory: 128Gi}}",
        "{executor: {instances: 11}}",
        "{executor: {dynamicAllocation: {min: 1, max: 11}}}",
      })
  void aTaskStaysBelowTheLimits(String runtime) {
    task("runtime: " + runtime + " # error: over-limit")
        .environment("test", "limits: {task: {cores: 8, memory: 64Gi, instances: 10}}\n")
        .findsWhatIsMarked();
  }

  @Test
  void aTaskFitsIntoTheQuotaOfItsDomain() {
    task("runtime: {executor: {instances: 4, memory: 4Gi}} # error: over-limit")
        .domain("retail", "quota: {memory: 16Gi}\n")
        .findsWhatIsMarked();
    task("runtime: {executor: {instances: 3, memory: 4Gi}}")
        .domain("retail", "quota: {memory: 16Gi}\n")
        .findsWhatIsMarked();
  }

  @Test
  void aPodAsksForAtMostTheCoresThatSparkUses() {
    task("runtime: {executor: {cores: 2, cpuRequest: 2500m}} # error: over-limit")
        .findsWhatIsMarked();
    task("runtime: {executor: {cores: 2, cpuRequest: 500m}}").findsWhatIsMarked();
  }

  @Test
  void theQuotaCountsWhatPodsAskFor() {
    task("runtime: {executor: {cores: 2, instances: 4}} # error: over-limit")
        .domain("retail", "quota: {cpu: 3}\n")
        .findsWhatIsMarked();
    task("runtime: {executor: {cores: 2, instances: 4, cpuRequest: 500m}}")
        .domain("retail", "quota: {cpu: 3}\n")
        .findsWhatIsMarked();
  }

  @Test
  void inputsAndStepsHaveNamesThatSqlTakes() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {select: {dataset: retail.extract, read: full}} # error: reserved-name
              outputs: {target: {dataset: retail.orders, from: select, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aStepDoesNotHideAnInput() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              steps:
                extract: {sql: "SELECT 'a' AS order_id, 1.00BD AS amount, TIMESTAMP'2026-01-01' AS ordered_at"} # error: reserved-name
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"drivers,reserved-name", "executor,task-name-taken"})
  void aTaskHasANameOfItsOwn(String name, String rule) {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            "# error: " + rule + "\n" + FIRST.replace("first:", name + ":"))
        .findsWhatIsMarked();
  }

  @Test
  void theNameOfAnApplicationLeavesRoomForWhatTheOperatorAdds() {
    // 40 + 2 + 5 characters fit, one more does not.
    var longest = "p123456789_123456789_123456789_123456789";
    RuleCase.repository()
        .orders("orders")
        .batch(longest, "{manual: true}", FIRST)
        .findsWhatIsMarked();
    RuleCase.repository()
        .orders("orders")
        .batch(
            longest,
            "{manual: true}",
            "# error: name-too-long\n" + FIRST.replace("first:", "second:"))
        .findsWhatIsMarked();
  }

  @Test
  void nobodyWaitsForWhatIsNeverUpdated() {
    RuleCase.repository()
        .orders("orders")
        .batch("daily", "{onUpdate: {any: [retail.extract]}} # error: never-updated", FIRST)
        .findsWhatIsMarked();
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .copy("fill", "retail.copied")
        .batch("daily", "{onUpdate: {any: [retail.copied]}}", FIRST)
        .findsWhatIsMarked();
  }

  @Test
  void aStreamAnnouncesNoUpdates() {
    RuleCase.repository()
        .dataset("landed", LANDED)
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream}}
              outputs: {landed: {dataset: retail.landed, from: clicks, write: {mode: append}}}
            """)
        .orders("orders")
        .batch("daily", "{onUpdate: {all: [retail.landed]}} # error: never-updated", FIRST)
        .findsWhatIsMarked();
  }

  @Test
  void pipelinesDoNotStartEachOtherWithoutEnd() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .pipeline(
            "a_daily",
            """
            mode: batch
            schedule: {onUpdate: {all: [retail.copied]}} # error: pipeline-cycle
            tasks:
              copy:
                inputs: {extract: {dataset: retail.extract, read: full}}
                outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
            """)
        .batch(
            "b_daily",
            "{onUpdate: {all: [retail.orders]}}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.copied, from: extract, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void anEnabledPipelineReadsNothingOfADisabledOne() {
    RuleCase.repository()
        .orders("orders")
        .orders("copied")
        .pipeline(
            "first",
            "mode: batch\nenabled: false\nschedule: {manual: true}\ntasks:\n" + FIRST.indent(2))
        .batch(
            "second",
            "{manual: true}",
            """
            copy:
              inputs: {orders: {dataset: retail.orders, read: full}} # error: reads-disabled-pipeline
              outputs: {target: {dataset: retail.copied, from: orders, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }
}
