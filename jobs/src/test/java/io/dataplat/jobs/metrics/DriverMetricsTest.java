package io.dataplat.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DriverMetricsTest {

  @Test
  void aNameCannotBreakOutOfItsLabel() {
    var metrics = new DriverMetrics("shop.hostile", "build");
    metrics.violations("shop.orders", "a\"} 1\ndataplat_forged{x=\"\\", 3);

    assertThat(DriverMetrics.text().lines())
        .contains(
            "dataplat_rule_violations_total{dataset=\"shop.orders\",pipeline=\"shop.hostile\","
                + "rule=\"a\\\"} 1\\ndataplat_forged{x=\\\"\\\\\",task=\"build\"} 3.0")
        .noneMatch(line -> line.startsWith("dataplat_forged"));
  }

  @Test
  void theFrontierHasTheNameThatAlertsAskFor() {
    new DriverMetrics("shop.named", "build")
        .frontier("shop.named", Instant.parse("2026-03-30T01:00:00.500Z"));

    assertThat(DriverMetrics.text().lines())
        .contains("dataplat_frontier_timestamp_seconds{dataset=\"shop.named\"} 1.7748324005E9");
  }
}
