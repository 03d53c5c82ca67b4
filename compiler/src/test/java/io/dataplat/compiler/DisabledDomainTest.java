package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.output.Artifact;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Domains that an environment does without: all but {@code retail} in {@code e2e}. */
class DisabledDomainTest {

  @Test
  void aDomainThatIsOffHasNeitherNamespaceNorPipelines() {
    assertThat(paths("generated/prod/")).anyMatch(path -> path.contains("/iot/"));
    assertThat(paths("generated/e2e/"))
        .anyMatch(path -> path.contains("/retail/"))
        .noneMatch(path -> path.contains("/iot/") || path.contains("--iot"));
  }

  @Test
  void nobodyElseIsToldOfIt() {
    assertThat(OwnOutput.ofRepository().artifacts())
        .filteredOn(file -> file.path().startsWith("generated/e2e/"))
        .noneMatch(file -> file.content().contains("e2e-iot"));
  }

  private static List<String> paths(String start) {
    return OwnOutput.ofRepository().artifacts().stream()
        .map(Artifact::path)
        .filter(path -> path.startsWith(start))
        .toList();
  }
}
