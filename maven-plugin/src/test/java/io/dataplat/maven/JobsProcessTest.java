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
  void otherFailuresAreNotExplainedByMissingInput() {
    assertThat(JobsProcess.failure(5, 0)).contains("exit code 5").doesNotContain("dataplat.rows");
    assertThat(JobsProcess.failure(JobsProcess.INPUT_REFUSED, 10)).doesNotContain("dataplat.rows");
  }
}
