package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.output.Artifact;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How long a stream of this repository stands still when its driver is killed. */
class StreamLeaseTest {

  private static final String STREAM =
      "/retail/order_events_live/sparkapplication-order-events-live--land.yaml";
  private static final Pattern TIMES =
      Pattern.compile("\"trigger\": \"(\\w+)\".*\"lease\": \"(\\w+)\"", Pattern.DOTALL);

  @Test
  void aQuickStreamWaitsTwoTriggersForTheOwnerOfItsLeaseAndNoneLongerThanAMinute() {
    assertThat(times("e2e")).isEqualTo("PT10S PT20S");
    assertThat(times("prod")).isEqualTo("PT30S PT1M");
    assertThat(times("dev")).isEqualTo("PT5M PT1M");
  }

  private static String times(String environment) {
    String text =
        OwnOutput.ofRepository().artifacts().stream()
            .filter(file -> file.path().equals("generated/" + environment + STREAM))
            .map(Artifact::content)
            .findFirst()
            .orElseThrow();
    return TIMES
        .matcher(text)
        .results()
        .map(times -> times.group(1) + " " + times.group(2))
        .findFirst()
        .orElseThrow();
  }
}
