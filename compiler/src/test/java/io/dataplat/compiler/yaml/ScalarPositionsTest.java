package io.dataplat.compiler.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarPositionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sql: SELECT ü, WRONG FROM t",
        "sql: 'SELECT ''ü😀'', WRONG FROM t'",
        "sql: \"SELECT \\\"\\u00fc\\x41\\U0001f600\\\",\\n WRONG FROM t\"",
        "sql: SELECT ü,\n  WRONG\n  FROM t",
        "sql: \"SELECT a\\\n  , WRONG\"",
        "sql: |\n    SELECT a,\n\n      WRONG\n    FROM t\n",
        "sql: |\r\n  SELECT a,\r\n    WRONG\r\n",
        "sql: |2-\n    SELECT WRONG",
        "sql: >\n  SELECT a,\n  WRONG\n\n  FROM t\n",
        "a: {sql: SELECT WRONG}",
        "- - sql: |-\n      # no comment\n      WRONG",
      })
  void aWordIsFoundWhereItStands(String text) {
    SourceFile file = new SourceFile("a.yaml", text);
    YamlScalar scalar = scalar(YamlReader.read(file, new Diagnostics()).get(0));
    int start = scalar.text().indexOf("WRONG");

    SourceSpan span = ScalarPositions.locate(scalar, file, start, start + 5);

    String line = text.lines().toList().get(span.startLine() - 1);
    int from = line.offsetByCodePoints(0, span.startColumn() - 1);
    int to = line.offsetByCodePoints(0, span.endColumn() - 1);
    assertThat(line.substring(from, to)).isEqualTo("WRONG");
    assertThat(span.endLine()).isEqualTo(span.startLine());
  }

  @Test
  void aPlaceBeyondTheTextIsItsEndAndAnUnknownOneTheScalar() {
    SourceFile file = new SourceFile("a.yaml", "sql: SELECT 1");
    YamlScalar scalar = scalar(YamlReader.read(file, new Diagnostics()).get(0));
    assertThat(ScalarPositions.locate(scalar, file, 99, 99))
        .isEqualTo(new SourceSpan("a.yaml", 1, 13, 1, 14));
    assertThat(ScalarPositions.locate(scalar, new SourceFile("a.yaml", "sql: other"), 0, 1))
        .isEqualTo(scalar.span());
  }

  private static YamlScalar scalar(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return scalar(mapping.entries().values().iterator().next().value());
    }
    return node instanceof YamlSequence sequence
        ? scalar(sequence.items().get(0))
        : (YamlScalar) node;
  }
}
