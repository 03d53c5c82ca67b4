package io.dataplat.sql;

import java.util.List;
import java.util.Optional;

/**
 * What Spark's analyser says of a query; without problems of error severity all parts are exact,
 * otherwise the columns may be missing.
 *
 * @param key output columns that together identify a row; empty if not known
 * @param stateful whether a stream needs state for it: aggregate, deduplicate or stream join
 * @param watermark the output column that carries a stream's watermark
 */
public record SqlAnalysis(
    List<SqlColumn> columns,
    List<SqlProblem> problems,
    StepKind kind,
    List<String> relationsUsed,
    List<String> parametersUsed,
    List<ColumnOrigin> origins,
    List<String> key,
    boolean streaming,
    boolean stateful,
    Optional<String> watermark) {
  public SqlAnalysis {
    columns = List.copyOf(columns);
    problems = List.copyOf(problems);
    relationsUsed = List.copyOf(relationsUsed);
    parametersUsed = List.copyOf(parametersUsed);
    origins = List.copyOf(origins);
    key = List.copyOf(key);
  }

  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> !problem.warning());
  }

  /** The result as a relation that later steps read. */
  public Relation asRelation(String name) {
    return new Relation(name, columns, key, streaming, watermark);
  }

  /** An analysis that ended with errors before the columns were known. */
  public static SqlAnalysis failed(
      List<SqlProblem> problems, List<String> relationsUsed, List<String> parametersUsed) {
    return new SqlAnalysis(
        List.of(),
        problems,
        StepKind.RESHAPING,
        relationsUsed,
        parametersUsed,
        List.of(),
        List.of(),
        false,
        false,
        Optional.empty());
  }
}
