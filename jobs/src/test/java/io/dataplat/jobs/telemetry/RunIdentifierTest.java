package io.dataplat.jobs.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunIdentifierTest {

  @Test
  void itIsTheVersionFiveOfTheStandardsExample() {
    var names = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
    assertThat(RunIdentifier.of(names, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
  }

  @Test
  void theSameAttemptHasTheSameIdentifierAndEachBatchOfItItsOwn() {
    assertThat(RunIdentifier.of("run", "a/1")).isEqualTo(RunIdentifier.of("run", "a/1"));
    assertThat(RunIdentifier.of("run", "a/1")).isNotEqualTo(RunIdentifier.of("run", "a/2"));
  }
}
