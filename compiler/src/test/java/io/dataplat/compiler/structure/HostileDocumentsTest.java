package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDocumentsTest {

  private static final SourceSpan SPAN = SourceSpan.at("a.yaml", 1, 1);

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-domain-and-its-datasets.yaml",
        "a-batch-pipeline.yaml",
        "a-template-and-an-instance.yaml",
        "a-connection-and-environments.yaml",
        "reserved-parts.yaml"
      })
  void anyValueAnywhereIsAFindingAndNeverACrash(String example) {
    StructureCheck check = new StructureCheck();
    for (YamlNode document : Findings.read(Findings.resource(example))) {
      for (YamlNode odd : oddValues()) {
        for (YamlNode changed : changes(document, odd)) {
          Diagnostics diagnostics = new Diagnostics();
          check.check(changed, Strength.PARTIAL, diagnostics);
          check.check(changed, Strength.COMPLETE, diagnostics);
          assertThat(diagnostics.sorted())
              .allSatisfy(finding -> assertThat(finding.message()).doesNotContain("\n"));
        }
      }
    }
  }

  @Test
  void aLineEndAfterANameIsNotForgiven() {
    assertThat(Findings.partial(connection("orders\\n")))
        .isEqualTo(
            "a.yaml:3:18-3:28 bad-name `orders\\n` is not a name | did you mean `orders`?\n");
  }

  @Test
  void aVeryLongNameIsOneFinding() {
    assertThat(Findings.partial(connection("a_".repeat(200_000) + "a")))
        .startsWith("a.yaml:3:18-3:400021 bad-name `a_a_a_")
        .hasLineCount(1);
  }

  @Test
  void aVeryLongNumberIsOneFinding() {
    String source = Findings.resource("a-streaming-pipeline.yaml");
    String changed =
        source.replace("trigger:", "stateVersion: " + "9".repeat(500_000) + "\n  trigger:");
    assertThat(Findings.partial(changed))
        .contains("wrong-type `stateVersion` must be at most 2147483647, but is `9999")
        .hasLineCount(1);
  }

  @Test
  void deepValuesAreLookedAtToTheEnd() {
    String deep = "{a: ".repeat(90) + "null" + "}".repeat(90);
    assertThat(
            Findings.partial(
                """
                apiVersion: dataplat.io/v1
                kind: Component
                metadata: {name: airflow}
                spec: {values: %s}
                """
                    .formatted(deep)))
        .isEqualTo(
            "a.yaml:4:376-4:380 null-not-allowed `a` has no value | write a value, or leave the"
                + " field out; only overrides remove by null\n");
  }

  @Test
  void keysThatLookLikePathsAreOnlyKeys() {
    assertThat(
            Findings.partial(
                connection("lake")
                    + """
                      "": 1
                      "0": 1
                      "a/~1b": 1
                      "$ref": "#"
                      "#/spec": 1
                    """))
        .isEqualTo(
            """
            a.yaml:6:3-6:5 unknown-field unknown field `""` | known here: FIELDS
            a.yaml:7:3-7:6 unknown-field unknown field `0` | known here: FIELDS
            a.yaml:8:3-8:10 unknown-field unknown field `a/~1b` | known here: FIELDS
            a.yaml:9:3-9:9 unknown-field unknown field `$ref` | known here: FIELDS
            a.yaml:10:3-10:11 unknown-field unknown field `#/spec` | known here: FIELDS
            """
                .replace(
                    "FIELDS",
                    "`type`, `embedded`, `rest`, `local`, `s3`, `gcs`, `azure`, `kafka`, `postgresql`, `mysql`, `redis`, `credentials`"));
  }

  @Test
  void manyMistakesAreAllReported() {
    StringBuilder source = new StringBuilder(connection("lake"));
    IntStream.range(0, 5_000).forEach(i -> source.append("  zzzz").append(i).append(": 1\n"));
    assertThat(Findings.partial(source.toString())).hasLineCount(5_000);
  }

  @Test
  void threadsShareOneCheck() {
    String source = Findings.resource("reserved-parts.yaml");
    String expected = Findings.partial(source);
    assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> Findings.partial(source)))
        .containsOnly(expected);
  }

  private static String connection(String name) {
    return """
        apiVersion: dataplat.io/v1
        kind: Connection
        metadata: {name: "%s"}
        spec:
          type: catalog
        """
        .formatted(name);
  }

  private static List<YamlNode> oddValues() {
    return List.of(
        new YamlMapping(SPAN, Map.of(), List.of()),
        new YamlMapping(SPAN, Map.of("$ref", new YamlEntry(SPAN, text("x"))), List.of()),
        new YamlSequence(SPAN, List.of(), List.of()),
        new YamlSequence(SPAN, List.of(text("\u0000")), List.of()),
        scalar(ScalarType.NULL, ""),
        scalar(ScalarType.BOOLEAN, "TRUE"),
        scalar(ScalarType.INTEGER, "0x1F"),
        scalar(ScalarType.INTEGER, "-99999999999999999999"),
        scalar(ScalarType.FLOAT, "-.INF"),
        scalar(ScalarType.FLOAT, ".nan"),
        scalar(ScalarType.FLOAT, "1e999999"),
        text(""),
        text("${param.x}"),
        text("a\nb\u0007\u2028\ud800"));
  }

  private static YamlNode text(String text) {
    return new YamlScalar(SPAN, ScalarType.STRING, text, ScalarStyle.DOUBLE_QUOTED, List.of());
  }

  private static YamlNode scalar(ScalarType type, String text) {
    return new YamlScalar(SPAN, type, text, ScalarStyle.PLAIN, List.of());
  }

  /** Every tree that comes of putting a value in the place of one node, and beside each field. */
  private static List<YamlNode> changes(YamlNode node, YamlNode odd) {
    List<YamlNode> changed = new ArrayList<>(List.of(odd));
    if (node instanceof YamlMapping mapping) {
      changed.add(with(mapping, "odd", odd));
      mapping
          .entries()
          .forEach(
              (key, entry) ->
                  changes(entry.value(), odd)
                      .forEach(value -> changed.add(with(mapping, key, value))));
    } else if (node instanceof YamlSequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        List<YamlNode> items = new ArrayList<>(sequence.items());
        items.set(i, odd);
        changed.add(new YamlSequence(SPAN, items, List.of()));
      }
    }
    return changed;
  }

  private static YamlNode with(YamlMapping mapping, String key, YamlNode value) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, new YamlEntry(SPAN, value));
    return new YamlMapping(mapping.span(), entries, List.of());
  }
}
