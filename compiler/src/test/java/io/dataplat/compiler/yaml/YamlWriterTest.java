package io.dataplat.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {

  @Test
  void aManifestLooksAsKubectlPrintsIt() {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "spark-kubernetes-driver");
    container.put("args", List.of("--tick", "-v", "2", "4.1.1", "a, b"));
    container.put("command", List.of());
    container.put("ports", List.of(Map.of("containerPort", 4040)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "v1");
    tree.put("metadata", Map.of("labels", Map.of("app.kubernetes.io/name", "orders-live")));
    tree.put("containers", List.of(container));
    tree.put("podSelector", Map.of());
    tree.put("matrix", List.of(List.of(1, 2), List.of(List.of(), "x")));

    assertThat(YamlWriter.document(tree))
        .isEqualTo(
            """
            apiVersion: v1
            metadata:
              labels:
                app.kubernetes.io/name: orders-live
            containers:
            - name: spark-kubernetes-driver
              args:
              - --tick
              - -v
              - "2"
              - 4.1.1
              - a, b
              command: []
              ports:
              - containerPort: 4040
            podSelector: {}
            matrix:
            - - 1
              - 2
            - - []
              - x
            """);
  }

  @Test
  void textOfSeveralLinesIsALiteralBlock() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("plan", "{\"a\": 1,\n\n \"b\": 2}\n");
    tree.put("items", List.of("one\ntwo # no comment", "end"));

    assertThat(YamlWriter.document(tree))
        .isEqualTo(
            """
            plan: |
              {"a": 1,

               "b": 2}
            items:
            - |-
              one
              two # no comment
            - end
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " first\nline",
        "\nfirst",
        "two ends\n\n",
        "trailing \nblank",
        "tab\there\n",
        "cr\r\n"
      })
  void linesThatALiteralBlockWouldChangeAreQuoted(String text) {
    assertThat(YamlWriter.document(Map.of("k", text))).startsWith("k: \"").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y",
        "N",
        "yes",
        "No",
        "ON",
        "off",
        "true",
        "False",
        "null",
        "NULL",
        "~",
        "=",
        "<<",
        "",
        "1",
        "-1",
        "+1",
        "0",
        "017",
        "0o17",
        "0x1F",
        "0b11",
        "1_000",
        "1.5",
        ".5",
        "5.",
        "1e3",
        "1.0E+3",
        "-.inf",
        ".NaN",
        "1:30",
        "12:30:45",
        "2026-01-31",
        "2026-1-3",
        "2026-01-31T10:00:00Z",
        "-",
        "---",
        "--- a",
        "...",
        " a",
        "a ",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "- a",
        "? a",
        ": a",
        "*a",
        "&a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "[a]",
        "{a}",
        ",a",
        "'a",
        "\"a",
        "123456789012345678901234567890"
      })
  void whatAReaderMayMistakeIsQuoted(String text) {
    assertThat(YamlWriter.document(Map.of("k", text))).matches("k: (\".*\"|'.*')\n");
    assertThat(YamlWriter.document(Map.of(text, "v"))).matches("(\".*\"|'.*'): v\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "512m", "4Gi", "10s", "4.1.1", "10.0.0.1", "local:///opt/job.jar",
            "https://git.example.org/a", "a#b",
        "note", "yes please", "$values/x", "(a)", "a{b}", "Größe", "1.33-rc1x", "0 3 * * *"
      })
  void whatNoReaderMistakesStaysPlain(String text) {
    assertThat(YamlWriter.document(Map.of("k", text))).isEqualTo("k: " + text + "\n");
  }

  @Test
  void invisibleCharactersAreWrittenOut() {
    assertThat(
            YamlWriter.document(
                Map.of("k", "a\u0000\u001b\u0085\u00a0\u200b\u202e\u2028\ufeff\t\"\\")))
        .isEqualTo("k: \"a\\u0000\\u001b\\u0085\\u00a0\\u200b\\u202e\\u2028\\ufeff\\t\\\"\\\\\"\n");
    assertThat(YamlWriter.document(Map.of("k", "😀"))).isEqualTo("k: \"\\U0001f600\"\n");
    assertThatThrownBy(() -> YamlWriter.document(Map.of("k", "\ud800")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotesInATextAreSpared() {
    assertThat(YamlWriter.document(Map.of("k", "{\"a\": \"\\d\"}")))
        .isEqualTo("k: '{\"a\": \"\\d\"}'\n");
  }

  @Test
  void numbersAreNumbersToEveryReader() {
    assertThat(
            YamlWriter.document(
                Arrays.asList(
                    1,
                    -2L,
                    new BigInteger("99999999999999999999"),
                    1e10,
                    0.25,
                    new BigDecimal("1E+3"),
                    true,
                    null)))
        .isEqualTo(
            """
            - 1
            - -2
            - 99999999999999999999
            - 10000000000.0
            - 0.25
            - 1000.0
            - true
            - null
            """);
    assertThatThrownBy(() -> YamlWriter.document(List.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void documentsAreSeparated() {
    assertThat(YamlWriter.documents(List.of(Map.of("a", 1), Map.of())))
        .isEqualTo("a: 1\n---\n{}\n");
    assertThat(YamlWriter.document(List.of())).isEqualTo("[]\n");
  }
}
