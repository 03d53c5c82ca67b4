package io.dataplat.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * What the writer prints, readers of YAML 1.1 and 1.2 read back unchanged, however hostile the
 * texts.
 */
class YamlRoundTripTest {

  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "0",
          "1",
          "7",
          ".",
          "-",
          "+",
          "_",
          ":",
          ": ",
          " #",
          "#",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\t",
          "\r\n",
          "'",
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          "&",
          "*",
          "!",
          "|",
          ">",
          "%",
          "@",
          "`",
          "~",
          "=",
          "<<",
          "? ",
          "- ",
          "---",
          "...",
          "yes",
          "no",
          "on",
          "off",
          "null",
          "true",
          "e",
          "E",
          "x",
          "o",
          "b",
          "inf",
          "nan",
          "2026-01-31",
          "T",
          "Z",
          "{{ x }}",
          "${x}",
          "\u0000",
          "\u0007",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00ad",
          "ü",
          "\u200b",
          "\u2028",
          "\u202e",
          "\u3000",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "漢",
          "😀",
          "\ud83d\ude00");

  @Test
  void snakeYamlEngineReadsBackTheSame() {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    Random random = new Random(12);
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> tree = tree(random, 3);
      String text = YamlWriter.document(tree);
      assertThat(new Load(settings).loadFromString(text)).as(text).isEqualTo(tree);
    }
  }

  @Test
  void snakeYamlBehindJacksonReadsBackTheSame() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    ObjectMapper json = new ObjectMapper();
    Random random = new Random(11);
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> tree = tree(random, 3);
      String text = YamlWriter.document(tree);
      JsonNode expected = json.valueToTree(tree);
      assertThat(yaml.readTree(text)).as(text).isEqualTo(expected);
    }
  }

  @Test
  void snakeYamlItselfReadsBackTheSame() {
    Random random = new Random(13);
    for (int i = 0; i < 5_000; i++) {
      Map<String, Object> tree = tree(random, 3);
      String text = YamlWriter.document(tree);
      assertThat(new org.yaml.snakeyaml.Yaml().<Object>load(text)).as(text).isEqualTo(tree);
    }
  }

  @Test
  @Tag("slow")
  void pyYamlReadsBackTheSame(@TempDir Path folder) throws IOException, InterruptedException {
    List<Map<String, Object>> trees = new ArrayList<>();
    Random random = new Random(14);
    for (int i = 0; i < 400; i++) {
      trees.add(tree(random, 3));
    }
    Files.writeString(folder.resolve("trees.yaml"), YamlWriter.documents(trees));
    Files.writeString(folder.resolve("trees.json"), new ObjectMapper().writeValueAsString(trees));
    Files.writeString(
        folder.resolve("compare.py"),
        """
        import json, sys
        try:
            import yaml
        except ImportError:
            sys.exit(77)
        read = list(yaml.safe_load_all(open("trees.yaml", encoding="utf-8", newline="")))
        expected = json.load(open("trees.json", encoding="utf-8"))
        assert len(read) == len(expected)
        for one, other in zip(read, expected):
            assert one == other, (one, other)
        """);
    assertThat(python(folder, "compare.py")).isZero();
  }

  @Test
  void pairsOfHostilePiecesAreReadBackAsKeysAndValues() {
    for (String one : PIECES) {
      for (String other : PIECES) {
        Map<String, Object> tree = Map.of(one + other, other + one);
        String text = YamlWriter.document(tree);
        assertThat(new org.yaml.snakeyaml.Yaml().<Object>load(text)).as(text).isEqualTo(tree);
        assertThat(
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .loadFromString(text))
            .as(text)
            .isEqualTo(tree);
      }
    }
  }

  @Test
  void aKeyMayBeOfAnyLength() {
    Map<String, Object> tree = Map.of("k".repeat(5_000), Map.of(" ".repeat(1_020), List.of(1)));
    String text = YamlWriter.document(tree);
    assertThat(new org.yaml.snakeyaml.Yaml().<Object>load(text)).isEqualTo(tree);
  }

  private static int python(Path folder, String script) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.log").toFile())
              .start();
    } catch (IOException e) {
      return Assumptions.abort("python3 is not on the PATH: " + e.getMessage());
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    Assumptions.assumeTrue(process.exitValue() != 77, "python3 has no PyYAML");
    assertThat(Files.readString(folder.resolve("python.log"), StandardCharsets.UTF_8)).isEmpty();
    return process.exitValue();
  }

  private static Map<String, Object> tree(Random random, int depth) {
    Map<String, Object> entries = new LinkedHashMap<>();
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      entries.put(text(random), value(random, depth));
    }
    return entries;
  }

  private static Object value(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 8);
    if (kind < 3) {
      return text(random);
    }
    if (kind == 3) {
      return random.nextInt();
    }
    if (kind == 4) {
      return random.nextBoolean();
    }
    if (kind < 7) {
      return tree(random, depth - 1);
    }
    List<Object> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(value(random, depth - 1));
    }
    return items;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
