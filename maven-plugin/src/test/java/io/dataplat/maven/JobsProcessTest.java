package io.dataplat.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobsProcessTest {

  @Test
  void aRunWithoutInputSaysHowToMakeSampleRows() {
    assertThat(JobsProcess.failure(JobsProcess.INPUT_REFUSED, 0))
        .contains("exit code 4")
        .contains("-Ddataplat.rows=1000");
  }

  @Test
  void aRunOverAGapSaysHowToFillIt() {
    assertThat(JobsProcess.failure(JobsProcess.NOT_READY, 10))
        .contains("exit code 6")
        .contains("-Ddataplat.interval=2026-01-01/2026-01-15");
  }

  @Test
  void theFlagsOfSparkAreThoseOfTheBuild() {
    assertThat(JobsProcess.sparkFlags())
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
        .allSatisfy(flag -> assertThat(flag).startsWith("--add-opens=java.base/"));
  }

  @Test
  void otherFailuresAreNotExplainedByMissingInput() {
    assertThat(JobsProcess.failure(5, 0)).contains("exit code 5").doesNotContain("dataplat.rows");
    assertThat(JobsProcess.failure(JobsProcess.INPUT_REFUSED, 10)).doesNotContain("dataplat.rows");
  }
}
