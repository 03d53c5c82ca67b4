package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

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

  private MavenRun run(String pipeline, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "-Ddataplat.pipeline=" + pipeline;
    arguments[1] = "-Ddataplat.interval=2026-01-15";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return MavenRun.goal(shop, "run", arguments);
  }
}
