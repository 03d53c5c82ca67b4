package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tests of pipelines are checked with the rest, and nothing is generated for them. */
class PipelineTestOutputTest {

  @Test
  void withoutItsTestsThisRepositoryCompilesToTheSameBytes() {
    Map<String, String> untested = new TreeMap<>(OwnOutput.sources());
    assertThat(untested.keySet().removeIf(path -> path.matches("pipelines/[^/]+/tests/.*")))
        .isTrue();
    assertThat(OwnOutput.compile(untested).artifacts())
        .isEqualTo(OwnOutput.ofRepository().artifacts());
  }
}
