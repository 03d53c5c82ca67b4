package io.dataplat.sql;

import java.util.List;
import java.util.Set;

/** Analyses Spark SQL against declared columns; implementations are safe for use by threads. */
public interface SqlAnalyzer {
  /** Analyses one SELECT statement, the text of a step. */
  SqlAnalysis analyzeQuery(QueryRequest request);

  /** Follows the rows of one relation through a query that has no mistakes. */
  RowGroups rowGroups(GroupsRequest request);

  /** Analyses one boolean expression over the columns of one relation, an expectation's check. */
  SqlAnalysis analyzeExpression(ExpressionRequest request);

  /** Compares what a step delivers with the columns that a contract wants stored. */
  List<FitProblem> fit(List<SqlColumn> delivered, List<SqlColumn> contract);

  /** Tells whether the text is a Spark SQL data type such as {@code array<decimal(12,2)>}. */
  boolean isValidType(String type);

  /** The words, in lower case and sorted, that standard SQL does not take as a relation's name. */
  Set<String> reservedWords();
}
