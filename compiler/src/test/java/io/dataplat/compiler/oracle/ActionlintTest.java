package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The workflows of this repository, one of which users' repositories call. */
class ActionlintTest {

  @Test
  void everyWorkflowIsOneThatGitHubTakes() throws Exception {
    var actionlint = Tool.find("DATAPLAT_ACTIONLINT", "actionlint");
    List<String> workflows;
    try (Stream<Path> files = Files.list(GeneratedTree.ROOT.resolve(".github/workflows"))) {
      workflows = files.map(Path::toString).sorted().toList();
    }
    assertThat(workflows).isNotEmpty();

    var answer = actionlint.run(workflows);

    assertThat(answer.status()).as(answer.text()).isZero();
  }
}
