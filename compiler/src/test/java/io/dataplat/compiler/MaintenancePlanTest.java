package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.plan.DagPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.JobPlans;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.Planner;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.MaintainedKind;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.RowRetention;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a repository gets whose tables ask to be looked after, and what it gets if none does. */
class MaintenancePlanTest {

  private static final String COLUMNS =
      """
      columns:
        order_id: {type: string, key: true}
        amount: {type: "decimal(12,2)"}
        ordered_at: {type: timestamp}
      """;

  private static AnalysedPlatform repository(String upkeep, String domain) {
    return RuleCase.repository()
        .environment("test", "quarantine: {connection: lakehouse, retention: 14d}\n")
        .domain("retail", domain)
        .dataset("orders", "layer: bronze\ntable: {}\ntimeColumn: ordered_at\n" + upkeep + COLUMNS)
        .copy("daily", "retail.orders")
        .orders("others")
        .copy("other", "retail.others")
        .findsWhatIsMarked()
        .platform("test");
  }

  private static Optional<PipelinePlan> upkeep(AnalysedPlatform platform) {
    return Planner.plan(platform).domains().stream()
        .filter(domain -> domain.name().equals("retail"))
        .map(DomainPlan::pipelines)
        .flatMap(List::stream)
        .filter(pipeline -> pipeline.name().equals("maintenance"))
        .findFirst();
  }

  @Test
  void aRepositoryThatAsksForNothingGetsNothing() {
    var platform = repository("", "maintenance: {cron: \"0 1 * * *\"}\n");

    assertThat(upkeep(platform)).isEmpty();
    assertThat(JobPlans.of(platform, new PipelineId("retail", "maintenance"))).isEmpty();
  }

  @Test
  void aTableThatAsksGetsADagOfItsDomain() {
    var platform =
        repository(
            "retention: 400d\nmaintenance: {snapshots: 3d, targetSize: 128Mi}\n",
            "maintenance: {cron: \"30 1 * * 0\", timezone: Europe/Zurich}\n");

    var pipeline = upkeep(platform).orElseThrow();

    var dag = pipeline.dag().orElseThrow();
    assertThat(dag.id()).isEqualTo("retail.maintenance");
    assertThat(dag.start())
        .isInstanceOfSatisfying(
            DagPlan.Start.Cron.class,
            cron -> assertThat(cron.expression().value()).isEqualTo("30 1 * * 0"));
    assertThat(dag.timezone().value().getId()).isEqualTo("Europe/Zurich");
    assertThat(dag.catchup()).isFalse();
    assertThat(pipeline.egress()).extracting(peer -> peer.connection()).contains("lakehouse");
    assertThat(pipeline.tasks())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.applicationName()).isEqualTo("maintenance--tables");
              assertThat(task.application().mainClass())
                  .isEqualTo("io.dataplat.jobs.MaintenanceJob");
              assertThat(task.jobPlan().mode()).isEqualTo(PlanMode.MAINTENANCE);
              assertThat(task.inlets()).isEmpty();
              assertThat(task.outlets()).isEmpty();
            });
    assertThat(JobPlans.of(platform, new PipelineId("retail", "maintenance")))
        .containsExactly(pipeline.tasks().get(0).jobPlan());
  }

  @Test
  void thePlanNamesEachTableAndHowLongEverythingIsKept() {
    var platform =
        repository("retention: 400d\nmaintenance: {snapshots: 3d, targetSize: 128Mi}\n", "");

    var tables = tables(platform);

    assertThat(tables)
        .extracting(MaintainedTable::name)
        .containsExactly(
            "retail.orders",
            "retail.daily__copy__quarantine",
            "retail.other__copy__quarantine",
            "dataplat.runs",
            "dataplat.epochs");
    var orders = tables.get(0);
    assertThat(orders.compactTargetBytes()).hasValue(128L << 20);
    assertThat(orders.snapshots()).isEqualTo("PT72H");
    assertThat(orders.maxHold()).isEqualTo("PT720H");
    assertThat(orders.readers()).isEmpty();
    assertThat(orders.retention())
        .hasValue(
            new RowRetention(
                "PT9600H",
                Optional.of("ordered_at"),
                IntervalUnit.DAY,
                "UTC",
                Optional.of("dataplat.ledger.retail.daily.copy.target")));
    var rejected = tables.get(1);
    assertThat(rejected.kind()).isEqualTo(MaintainedKind.QUARANTINE);
    assertThat(rejected.retention().orElseThrow().age()).isEqualTo("PT336H");
    assertThat(tables.get(3).kind()).isEqualTo(MaintainedKind.RECORDS);
  }

  @Test
  void deletedKeysAreForgottenWhenTheirWriterSaysSo() {
    var platform =
        RuleCase.repository()
            .environment("test", "quarantine: {connection: lakehouse, retention: 14d}\n")
            .dataset(
                "orders",
                "layer: bronze\ntable: {}\nmaintenance: {}\ntimeColumn: ordered_at\n" + COLUMNS)
            .batch(
                "daily",
                "{manual: true}",
                """
                copy:
                  inputs: {extract: {dataset: retail.extract, read: full}}
                  outputs:
                    target:
                      dataset: retail.orders
                      from: extract
                      write: {mode: upsert, deletes: {when: amount = 0, keepTombstones: 7d}}
                """)
            .findsWhatIsMarked()
            .platform("test");

    var tombstones = tables(platform).get(1);

    assertThat(tombstones.name()).isEqualTo("retail.orders__tombstones");
    assertThat(tombstones.kind()).isEqualTo(MaintainedKind.TOMBSTONES);
    assertThat(tombstones.retention())
        .hasValue(
            new RowRetention(
                "PT168H", Optional.of("ordered_at"), IntervalUnit.DAY, "UTC", Optional.empty()));
  }

  @Test
  void retentionAloneCompactsNothing() {
    var orders = tables(repository("retention: 400d\n", "")).get(0);

    assertThat(orders.compactTargetBytes()).isEmpty();
    assertThat(orders.snapshots()).isEqualTo("PT168H");
    assertThat(orders.retention()).isPresent();
  }

  private static List<MaintainedTable> tables(AnalysedPlatform platform) {
    var plan = upkeep(platform).orElseThrow().tasks().get(0).jobPlan();
    return plan.maintenance().orElseThrow().tables();
  }
}
