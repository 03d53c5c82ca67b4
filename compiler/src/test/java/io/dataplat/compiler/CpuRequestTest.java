package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.output.Artifact;
import org.junit.jupiter.api.Test;

/** Pods that share cores: {@code e2e} of this repository fits on two of them. */
class CpuRequestTest {

  private static final String STREAM =
      "/retail/order_events_live/sparkapplication-order-events-live--land.yaml";

  @Test
  void aPodAsksForLessThanTheCoresOfItsTask() {
    assertThat(stream("e2e"))
        .contains("  driver:\n    cores: 1\n    coreRequest: 200m\n")
        .contains("    cores: 1\n    coreRequest: 200m\n");
    assertThat(stream("prod")).doesNotContain("coreRequest");
  }

  private static String stream(String environment) {
    return OwnOutput.ofRepository().artifacts().stream()
        .filter(file -> file.path().equals("generated/" + environment + STREAM))
        .map(Artifact::content)
        .findFirst()
        .orElseThrow();
  }
}
