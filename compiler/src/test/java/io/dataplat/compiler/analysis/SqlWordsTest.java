package io.dataplat.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlWordsTest {

  @Test
  void wordsInCommentsAndLiteralsAreNone() {
    var sql =
        """
        SELECT `Orders`.id, 'it''s inputs', "a \\" steps" -- from dual
        FROM orders /* JOIN
        others */ WHERE a_1 = :run_start
        """;

    assertThat(SqlWords.of(sql))
        .contains("select", "orders", "id", "from", "where", "a_1", "run_start")
        .doesNotContain("inputs", "steps", "dual", "others");
  }

  @Test
  void aParameterIsFoundOutsideCommentsOnly() {
    var sql = "-- :run_start\nSELECT ':run_start', :run_start_x, :run_start";

    assertThat(SqlWords.parameter(sql, "run_start")).hasValue(sql.lastIndexOf(":run_start"));
    assertThat(SqlWords.parameter(sql, "run_end")).isEmpty();
  }

  @Test
  void longAndUnfinishedTextsAreReadToTheirEnd() {
    var quotes = "'\\\\''".repeat(100_000);

    assertThat(SqlWords.of("a " + quotes + " b '")).contains("a", "b");
    assertThat(SqlWords.of("a /* b")).containsExactly("a");
    assertThat(SqlWords.of("a '\\")).containsExactly("a");
  }
}
