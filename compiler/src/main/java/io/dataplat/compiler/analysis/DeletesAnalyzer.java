package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says which columns an output gets and wants, where some of its rows only delete their key. */
final class DeletesAnalyzer {

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final Diagnostics findings;

  DeletesAnalyzer(SqlAnalyzer sql, AnalysisCache cache, Diagnostics findings) {
    this.sql = sql;
    this.cache = cache;
    this.findings = findings;
  }

  AnalysisCache.FitRequest analyze(Task.Output output, List<SqlColumn> delivered) {
    var dataset = output.dataset().value();
    var contract = InputRelation.delivered(dataset);
    if (output.isDeletion()) {
      var wanted = wanted(output, dataset);
      wanted.addAll(lower(delivered));
      return new AnalysisCache.FitRequest(delivered, only(contract, wanted));
    }
    var read =
        output
            .write()
            .deletes()
            .flatMap(Task.Deletes::when)
            .map(when -> read(output, when, delivered))
            .orElse(Set.of());
    var known = lower(contract);
    var kept =
        delivered.stream()
            .filter(column -> known.contains(lower(column)) || !read.contains(lower(column)))
            .toList();
    return new AnalysisCache.FitRequest(kept, contract);
  }

  /** The key, and what says when a row was deleted. */
  private static Set<String> wanted(Task.Output output, Dataset dataset) {
    Set<String> wanted = new TreeSet<>();
    dataset.keyColumns().stream()
        .map(Column::name)
        .map(DeletesAnalyzer::lower)
        .forEach(wanted::add);
    Optional<String> sequence =
        output.write().sequenceBy().or(dataset::timeColumn).map(Sourced::value);
    sequence.map(DeletesAnalyzer::lower).ifPresent(wanted::add);
    return wanted;
  }

  private Set<String> read(Task.Output output, Sourced<String> when, List<SqlColumn> delivered) {
    var rows = Relation.of(output.from().value(), delivered);
    var request = new ExpressionRequest(when.value(), rows, "UTC");
    var analysis = cache.expression(request, sql::analyzeExpression);
    new SqlFindings(findings)
        .report(
            analysis, problem -> ExpectationAnalyzer.place(when, output.write().span(), problem));
    if (analysis.hasErrors()) {
      // Which columns a condition with a mistake would read is not known.
      return lower(delivered);
    }
    Set<String> read = new TreeSet<>();
    analysis.origins().stream()
        .map(ColumnOrigin::column)
        .map(DeletesAnalyzer::lower)
        .forEach(read::add);
    return read;
  }

  private static List<SqlColumn> only(List<SqlColumn> columns, Set<String> names) {
    return columns.stream().filter(column -> names.contains(lower(column))).toList();
  }

  private static Set<String> lower(List<SqlColumn> columns) {
    Set<String> names = new TreeSet<>();
    columns.forEach(column -> names.add(lower(column)));
    return names;
  }

  private static String lower(SqlColumn column) {
    return lower(column.name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
