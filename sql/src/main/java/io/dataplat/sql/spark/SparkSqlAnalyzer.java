package io.dataplat.sql.spark;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.FitProblem;
import io.dataplat.sql.GroupsRequest;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;

/** The analyser that stands on Spark's own parser and analyser, without a session. */
public final class SparkSqlAnalyzer implements SqlAnalyzer {
  private static final String UTC = "UTC";
  private static final int MOST_NESTING = 200;

  @Override
  public SqlAnalysis analyzeQuery(QueryRequest request) {
    return AnalysisThread.call(
        request.timezone(), () -> new QueryAnalysis(Catalyst.PARSER, request).run());
  }

  @Override
  public RowGroups rowGroups(GroupsRequest request) {
    var query = request.query();
    return AnalysisThread.call(
        query.timezone(),
        () -> new QueryAnalysis(Catalyst.PARSER, query).groups(request.relation()));
  }

  @Override
  public SqlAnalysis analyzeExpression(ExpressionRequest request) {
    return AnalysisThread.call(
        request.timezone(), () -> new ExpressionAnalysis(Catalyst.PARSER, request).run());
  }

  @Override
  public List<FitProblem> fit(List<SqlColumn> delivered, List<SqlColumn> contract) {
    return AnalysisThread.call(
        UTC, () -> new StoreAssignment(Catalyst.PARSER).fit(delivered, contract));
  }

  @Override
  public boolean isValidType(String type) {
    var nesting = type.chars().filter(character -> character == '<').count();
    return nesting <= MOST_NESTING && AnalysisThread.call(UTC, () -> parses(type));
  }

  private boolean parses(String type) {
    try {
      Catalyst.PARSER.parseDataType(type);
      return true;
    } catch (Exception | StackOverflowError notAType) {
      // Scala hides that Spark's checked exception passes here.
      if (notAType instanceof SparkThrowable || notAType instanceof StackOverflowError) {
        return false;
      }
      throw notAType instanceof RuntimeException bug ? bug : new IllegalStateException(notAType);
    }
  }

  @Override
  public Set<String> reservedWords() {
    return ReservedWords.WORDS;
  }

  // Loading Spark's classes takes seconds, so nothing does before the first question.
  private static final class Catalyst {
    static final CatalystSqlParser PARSER = new CatalystSqlParser();
  }
}
