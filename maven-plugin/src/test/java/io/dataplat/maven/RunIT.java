package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the starter's pipeline on this machine. */
@Tag("slow")
class RunIT {

  private final Path shop;

  RunIT(@TempDir Path folder) {
    this.shop = Shop.in(folder);
  }

  @Test
  void sampleRowsAreMadeFromTheContractAndTheTableIsShown() {
    MavenRun run = run("shop.orders_daily", "-Ddataplat.rows=50");
    assertThat(run.output())
        .contains("50 rows made from the contract")
        .contains("read 50 = written 50 + quarantined 0 + dropped 0 + deduplicated 0")
        .contains("order_id")
        .contains("the tables stay in target/dataplat")
        .doesNotContain("WARN");
    assertThat(run.succeeded()).isTrue();
  }

  @Test
  void withoutFilesTheReasonAndTheWayOutAreTold() {
    MavenRun run = run("shop.orders_daily");
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output())
        .contains("missing-input")
        .contains("-Ddataplat.rows=1000 makes rows from its contract")
        .doesNotContain("has a bug");
  }

  @Test
  void aPipelineThatIsNotThereGetsTheNearName() {
    MavenRun run = run("shop.order_daily");
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output())
        .contains("unknown pipeline `shop.order_daily`: did you mean `shop.orders_daily`?");
  }

  @Test
  void aDomainRunsInTheOrderOfItsDatasets() throws IOException {
    addCount();
    MavenRun run =
        MavenRun.goal(
            shop,
            "run",
            "-Ddataplat.domain=shop",
            "-Ddataplat.interval=2026-01-14/2026-01-15",
            "-Ddataplat.rows=50");
    assertThat(run.output())
        .containsPattern("shop.orders_daily.load +2 +100 +[0-9]+ +0 +0 +published\n")
        .containsPattern("shop.count_daily.count +2 +[0-9]+ +2 +0 +0 +published\n")
        .doesNotContain("WARN");
    assertThat(run.output().indexOf("shop.orders_daily.load"))
        .isLessThan(run.output().indexOf("shop.count_daily.count"));
    assertThat(run.succeeded()).isTrue();
  }

  @Test
  void whatADomainCannotRunStandsInTheTable() throws IOException {
    addCount();
    MavenRun run =
        MavenRun.goal(shop, "run", "-Ddataplat.domain=shop", "-Ddataplat.interval=2026-01-15");
    assertThat(run.succeeded()).isFalse();
    assertThat(run.output())
        .containsPattern("shop.orders_daily.load +failed\n")
        .containsPattern("shop.count_daily.count +not run: needs shop.orders_daily.load\n");
  }

  @Test
  void whoNamesNothingIsToldWhatThereIs() {
    assertThat(MavenRun.goal(shop, "run").output())
        .contains("-Ddataplat.pipeline")
        .contains("There are shop.orders_daily");
  }

  private void addCount() throws IOException {
    Files.writeString(
        shop.resolve("pipelines/shop/datasets/order_counts.yaml"),
        """
        apiVersion: dataplat.io/v1
        kind: Dataset
        metadata: {name: order_counts, description: "Orders of each day."}
        spec:
          version: 1.0.0
          layer: gold
          table: {}
          timeColumn: day
          columns: {day: {type: date, key: true}, orders: {type: bigint}}
        """);
    Files.writeString(
        shop.resolve("pipelines/shop/count_daily.yaml"),
        """
        apiVersion: dataplat.io/v1
        kind: Pipeline
        metadata: {name: count_daily, description: "Counts the orders of yesterday."}
        spec:
          mode: batch
          schedule: {cron: "0 4 * * *", interval: day, startDate: 2026-01-01}
          tasks:
            count:
              inputs: {orders: {dataset: shop.orders, read: interval}}
              steps:
                per_day: {sql: "SELECT to_date(:run_start) AS day, count(*) AS orders FROM orders"}
              outputs: {counts: {dataset: shop.order_counts, from: per_day, write: {mode: overwrite_interval}}}
        """);
  }

  private MavenRun run(String pipeline, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "-Ddataplat.pipeline=" + pipeline;
    arguments[1] = "-Ddataplat.interval=2026-01-15";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return MavenRun.goal(shop, "run", arguments);
  }
}
