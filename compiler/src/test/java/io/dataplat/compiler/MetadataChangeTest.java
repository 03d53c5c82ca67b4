package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.backend.Manifest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The Spark operator starts a stream anew with each change of its spec, so labels stay out of it.
 */
class MetadataChangeTest {

  @Test
  @Tag("slow")
  void anotherOwnerAndBudgetChangeNoSpecOfAnApplication() {
    Map<String, String> sources = new TreeMap<>(OwnOutput.sources());
    sources.replaceAll(
        (file, text) ->
            file.endsWith("/domain.yaml")
                ? text.replaceFirst("owner: \\w+", "owner: somebody_else")
                    .replaceFirst("costCentre: \"\\d+\"", "costCentre: \"1\"")
                : text);

    CompileResult result = OwnOutput.compile(sources);

    assertThat(result.failed()).isFalse();
    assertThat(specs(result)).isEqualTo(specs(OwnOutput.ofRepository())).hasSizeGreaterThan(50);
    assertThat(result.documents()).isNotEqualTo(OwnOutput.ofRepository().documents());
  }

  private static Map<String, JsonNode> specs(CompileResult result) {
    Map<String, JsonNode> specs = new TreeMap<>();
    for (Manifest manifest : Manifest.of(result.documents())) {
      if (manifest.kind().equals("SparkApplication")) {
        specs.put(manifest.path(), manifest.at("spec"));
      }
    }
    return specs;
  }
}
