package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PromtoolTest {

  @Test
  void prometheusReadsEveryRule(@TempDir Path folder) throws Exception {
    var promtool = Tool.find("DATAPLAT_PROMTOOL", "promtool");
    List<String> arguments =
        new ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
    for (Path file : GeneratedTree.manifests()) {
      for (JsonNode document : GeneratedTree.documents(file)) {
        if (document.path("kind").asText().equals("PrometheusRule")) {
          Path rules = folder.resolve(arguments.size() + ".yaml");
          Files.writeString(rules, GeneratedTree.print(document.path("spec")));
          arguments.add(rules.toString());
        }
      }
    }
    assertThat(arguments).as("rules of the committed output").hasSizeGreaterThan(4);

    var answer = promtool.run(arguments);

    assertThat(answer.status()).as(answer.text()).isZero();
  }
}
