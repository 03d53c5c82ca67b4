package io.dataplat.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.SqlText;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlSourceTest {
  private static final String FILE = "pipelines/a/b.yaml";

  private static SqlText sql(String yaml) {
    var node = YamlReader.read(new SourceFile(FILE, yaml), new Diagnostics()).get(0);
    return new SqlSource(Map.of(FILE, yaml)).of(new Fields((YamlMapping) node).required("sql"));
  }

  /** Returns the place of the first {@code x} of a text, found in the text as SQL tools would. */
  private static String placeOfX(SqlText sql) {
    var before = sql.text().substring(0, sql.text().indexOf('x'));
    var line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    var column = before.length() - (before.lastIndexOf('\n') + 1) + 1;
    return sql.span(line, column, line, column + 1).toString();
  }

  @Test
  void aLiteralBlockIsExactToLineAndColumn() {
    assertThat(placeOfX(sql("sql: |\n    SELECT\n\n      x\n    FROM y\n")))
        .isEqualTo("pipelines/a/b.yaml:4:7");
    assertThat(placeOfX(sql("# above\nsql: |2-\n    x\n  FROM y\n")))
        .isEqualTo("pipelines/a/b.yaml:3:5");
    assertThat(placeOfX(sql("sql: |\n\n\n  SELECT x\n"))).isEqualTo("pipelines/a/b.yaml:4:10");
  }

  @Test
  void scalarsOfOneLineAreExact() {
    assertThat(placeOfX(sql("sql: SELECT x"))).isEqualTo("pipelines/a/b.yaml:1:13");
    assertThat(placeOfX(sql("{sql: 'SELECT x'}"))).isEqualTo("pipelines/a/b.yaml:1:15");
    assertThat(placeOfX(sql("{sql: \"SELECT 'ü', x\"}"))).isEqualTo("pipelines/a/b.yaml:1:20");
  }

  @Test
  void whereFoldingOrEscapesLoseThePlaceItIsThatOfTheScalar() {
    assertThat(placeOfX(sql("sql: >\n  SELECT\n  x\n"))).isEqualTo("pipelines/a/b.yaml:1:6");
    assertThat(placeOfX(sql("sql: \"SELECT \\u0041, x\""))).isEqualTo("pipelines/a/b.yaml:1:6");
    assertThat(placeOfX(sql("sql: 'SELECT ''a'', x'"))).isEqualTo("pipelines/a/b.yaml:1:6");
    assertThat(placeOfX(sql("sql: SELECT\n  x"))).isEqualTo("pipelines/a/b.yaml:1:6");
  }

  @Test
  void aFileIsItsOwnPlace() {
    var source = new SqlSource(Map.of("pipelines/a/sql/b.sql", "-- why\nSELECT x\n"));
    assertThat(source.ofFile("pipelines/a/sql/b.sql").map(SqlSourceTest::placeOfX))
        .contains("pipelines/a/sql/b.sql:2:8");
  }
}
