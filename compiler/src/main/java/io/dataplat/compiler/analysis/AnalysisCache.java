package io.dataplat.compiler.analysis;

import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.FitProblem;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what the SQL analyser said of a request. An answer depends on nothing but the request,
 * so environments share one cache, and one that outlives the process may take its place.
 */
public interface AnalysisCache {

  SqlAnalysis query(QueryRequest request, Function<QueryRequest, SqlAnalysis> analyze);

  SqlAnalysis expression(
      ExpressionRequest request, Function<ExpressionRequest, SqlAnalysis> analyze);

  List<FitProblem> fit(FitRequest request, Function<FitRequest, List<FitProblem>> compare);

  /** What a step delivers and what a contract wants. */
  record FitRequest(List<SqlColumn> delivered, List<SqlColumn> contract) {
    public FitRequest {
      delivered = List.copyOf(delivered);
      contract = List.copyOf(contract);
    }
  }

  /** Returns an empty cache in memory, safe for several threads. */
  static AnalysisCache inMemory() {
    return new InMemory(
        new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /** A cache that lives as long as the process. */
  record InMemory(
      Map<QueryRequest, SqlAnalysis> queries,
      Map<ExpressionRequest, SqlAnalysis> expressions,
      Map<FitRequest, List<FitProblem>> fits)
      implements AnalysisCache {
    @Override
    public SqlAnalysis query(QueryRequest request, Function<QueryRequest, SqlAnalysis> analyze) {
      return queries.computeIfAbsent(request, analyze);
    }

    @Override
    public SqlAnalysis expression(
        ExpressionRequest request, Function<ExpressionRequest, SqlAnalysis> analyze) {
      return expressions.computeIfAbsent(request, analyze);
    }

    @Override
    public List<FitProblem> fit(
        FitRequest request, Function<FitRequest, List<FitProblem>> compare) {
      return fits.computeIfAbsent(request, compare);
    }
  }
}
