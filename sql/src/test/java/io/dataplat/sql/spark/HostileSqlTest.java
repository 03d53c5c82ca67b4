package io.dataplat.sql.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostileSqlTest {
  private static final int SEED = 20_261_121;
  private static final List<String> TOKENS =
      List.of(
          "SELECT",
          "FROM",
          "orders",
          "customers",
          "WHERE",
          "GROUP",
          "BY",
          "ORDER",
          "LIMIT",
          "(",
          ")",
          ",",
          "*",
          "amount",
          "email",
          "tags",
          "nope",
          "=",
          "+",
          "AND",
          "NOT",
          "NULL",
          "1",
          "'a'",
          "\"b\"",
          "`c`",
          "JOIN",
          "ON",
          "UNION",
          "ALL",
          "WITH",
          "AS",
          "x",
          "CASE",
          "WHEN",
          "THEN",
          "END",
          "OVER",
          "PARTITION",
          "sum(amount)",
          "explode(tags)",
          "rand()",
          ":run_start",
          ":zzz",
          "?",
          ";",
          "--",
          "/*",
          "*/",
          "LATERAL",
          "VIEW",
          "[",
          "]",
          ".",
          "::int",
          "INSERT",
          "struct(1)",
          "|>",
          "->",
          "PIVOT",
          "EXISTS",
          "INTERVAL",
          "DATE",
          "\n",
          "é",
          "😀",
          "\0",
          "$");

  @Test
  void deepNestingIsAnErrorAtThePlaceWhereItGetsTooDeep() {
    assertThat(Case.problems("SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + " AS a"))
        .isEqualTo(
            "1:208-209 bad-sql the SQL is nested deeper than 200 levels |"
                + " split it into several steps");
    assertThat(Case.problems("SELECT " + "(".repeat(150) + "1" + ")".repeat(150) + " AS a"))
        .isEmpty();
  }

  @Test
  @Tag("slow")
  void deepOperatorsAreAnErrorToo() {
    var deep =
        Stream.of(
            "SELECT " + "NOT ".repeat(40_000) + "true AS a",
            "SELECT " + "- ".repeat(60_000) + "1 AS a",
            "SELECT 1" + " + 1".repeat(5_000) + " AS a",
            "SELECT CAST(NULL AS " + "array<".repeat(10_000) + "int",
            "SELECT 1 AS a" + " UNION SELECT 1".repeat(2_000),
            "SELECT a" + ".a".repeat(2_000) + " FROM orders");
    assertThat(deep.map(sql -> Case.query(sql).problems())).allMatch(found -> !found.isEmpty());
  }

  @Test
  void longTextIsRefusedBeforeItIsRead() {
    assertThat(Case.problems("SELECT '" + "x".repeat(1_000_000) + "' AS a"))
        .isEqualTo(
            "1:1-2 bad-sql the SQL text has 1000014 characters; the limit is 200000 |"
                + " split it into several steps");
  }

  @Test
  void oddCharactersAreErrorsAtTheirPlace() {
    assertThat(Case.problems("SELECT \0 FROM orders")).startsWith("1:8-9 bad-sql ");
    assertThat(Case.problems("SELECT \ud800 FROM orders")).contains("bad-sql");
    assertThat(Case.problems("\ufeffSELECT order_id FROM orders")).contains("bad-sql");
    assertThat(Case.problems("SELECT order_id\r\nFROM orders\r\nWHERE nope > 1"))
        .startsWith("3:7-11 unknown-column");
    assertThat(Case.problems("SELECT /* open FROM orders")).contains("bad-sql");
  }

  @Test
  void namesWithAnyCharacterWork() {
    var odd =
        io.dataplat.sql.Relation.of("größe", Case.columns("naïve string", "select int", "a`b int"));
    assertThat(
            Case.columnLines(Case.query("SELECT `naïve`, `select`, `a``b` AS c FROM `größe`", odd)))
        .isEqualTo("naïve string\nselect int\nc int");
  }

  @Test
  @Tag("slow")
  void randomTokensNeverThrow() {
    var random = new Random(SEED);
    for (var i = 0; i < 500; i++) {
      var sql =
          random
              .ints(random.nextInt(1, 25), 0, TOKENS.size())
              .mapToObj(TOKENS::get)
              .collect(Collectors.joining(" "));
      var start = random.nextBoolean() ? "SELECT " : "";
      var analysis = Case.query(start + sql);
      Case.check(sql);
      assertThat(analysis.problems())
          .as(sql)
          .allMatch(found -> found.line() >= 1 && found.column() >= 1)
          .noneMatch(found -> found.message().contains("\n"))
          // A Spark condition such as [PARSE_SYNTAX_ERROR] is for machines.
          .noneMatch(found -> found.message().matches(".*\\[[A-Z_]+(\\.[A-Z_]+)*].*"));
    }
  }
}
