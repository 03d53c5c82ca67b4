package io.dataplat.sql.spark;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.Parameter;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import io.dataplat.sql.SqlProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The small shop that the tests query, and problems written as one line each. */
final class Case {
  static final SqlAnalyzer ANALYZER = new SparkSqlAnalyzer();

  static final Relation ORDERS =
      Relation.of(
              "orders",
              columns(
                  "order_id string not null",
                  "customer_id bigint",
                  "email string",
                  "amount decimal(12,2) not null",
                  "weight double",
                  "quantity int not null",
                  "tags array<string>",
                  "address struct<city:string,zip:string>",
                  "ordered_at timestamp not null"))
          .withKey(List.of("order_id"));
  static final Relation CUSTOMERS =
      Relation.of("customers", columns("id bigint not null", "name string", "country string"))
          .withKey(List.of("id"));
  static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("run_start", "timestamp", Optional.empty()),
          new Parameter("run_end", "timestamp", Optional.empty()),
          new Parameter("sum_of", "string", Optional.of("amount")),
          new Parameter("most", "int", Optional.of("5")));

  private Case() {}

  static List<SqlColumn> columns(String... texts) {
    return Arrays.stream(texts).map(Case::column).toList();
  }

  private static SqlColumn column(String text) {
    var nullable = !text.endsWith(" not null");
    var declared = nullable ? text : text.substring(0, text.length() - " not null".length());
    var space = declared.indexOf(' ');
    return new SqlColumn(declared.substring(0, space), declared.substring(space + 1), nullable);
  }

  static SqlAnalysis query(String sql) {
    return query(sql, ORDERS, CUSTOMERS);
  }

  static SqlAnalysis query(String sql, Relation... relations) {
    return ANALYZER.analyzeQuery(
        new QueryRequest(sql, List.of(relations), PARAMETERS, "Europe/Zurich"));
  }

  static SqlAnalysis check(String expression) {
    return ANALYZER.analyzeExpression(new ExpressionRequest(expression, ORDERS, "Europe/Zurich"));
  }

  static String problems(String sql) {
    return lines(query(sql));
  }

  static String lines(SqlAnalysis analysis) {
    return analysis.problems().stream().map(Case::line).collect(Collectors.joining("\n"));
  }

  private static String line(SqlProblem problem) {
    var place =
        problem.line() == problem.endLine()
            ? problem.line() + ":" + problem.column() + "-" + problem.endColumn()
            : problem.line()
                + ":"
                + problem.column()
                + "-"
                + problem.endLine()
                + ":"
                + problem.endColumn();
    return place
        + (problem.warning() ? " warning " : " ")
        + problem.rule()
        + " "
        + problem.message()
        + problem.hint().map(hint -> " | " + hint).orElse("");
  }

  static String columnLines(SqlAnalysis analysis) {
    return analysis.columns().stream()
        .map(c -> c.name() + " " + c.type() + (c.nullable() ? "" : " not null"))
        .collect(Collectors.joining("\n"));
  }
}
