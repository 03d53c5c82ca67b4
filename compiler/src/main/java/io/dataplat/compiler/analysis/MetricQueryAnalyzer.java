package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.QueryRequest;
import io.dataplat.sql.SqlAnalysis;
import io.dataplat.sql.SqlAnalyzer;
import java.util.List;
import java.util.regex.Pattern;

/** Analyses the queries of metrics over the rows of their dataset. */
final class MetricQueryAnalyzer {

  private static final String ROWS = "rows";
  private static final Pattern NUMBER =
      Pattern.compile("tinyint|smallint|int|bigint|float|double|decimal\\(.*\\)");

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final Diagnostics findings;

  MetricQueryAnalyzer(SqlAnalyzer sql, AnalysisCache cache, Diagnostics findings) {
    this.sql = sql;
    this.cache = cache;
    this.findings = findings;
  }

  /** Reports what is wrong with the query of a metric. */
  void analyze(Dataset dataset, Expectation.Metric metric, Expectation.Query query) {
    // Types do not depend on the zone, which differs between the writers and readers of a dataset.
    var request =
        new QueryRequest(
            query.sql().text(), List.of(InputRelation.stored(ROWS, dataset)), List.of(), "UTC");
    var analysis = cache.query(request, sql::analyzeQuery);
    new SqlFindings(findings)
        .report(
            analysis,
            problem ->
                query
                    .sql()
                    .span(
                        problem.line(), problem.column(), problem.endLine(), problem.endColumn()));
    if (!analysis.hasErrors()) {
      checkNumber(metric, query, analysis);
      checkPersonal(dataset, metric, query, analysis);
    }
  }

  private void checkNumber(
      Expectation.Metric metric, Expectation.Query query, SqlAnalysis analysis) {
    var isNumber =
        analysis.columns().size() == 1
            && NUMBER.matcher(analysis.columns().get(0).type()).matches();
    if (!isNumber) {
      findings
          .reporter(Rules.QUERY_NOT_A_NUMBER)
          .at(
              query.span(),
              "the query of `" + metric.name() + "` does not give one column with a number",
              "write `SELECT count(*) FROM rows WHERE ...`");
    }
  }

  private void checkPersonal(
      Dataset dataset, Expectation.Metric metric, Expectation.Query query, SqlAnalysis analysis) {
    analysis.origins().stream()
        .filter(origin -> origin.usage() == ColumnOrigin.Usage.DIRECT)
        .flatMap(origin -> dataset.column(origin.column()).stream())
        .filter(MetricQueryAnalyzer::isPersonal)
        .findFirst()
        .ifPresent(
            column ->
                findings
                    .reporter(Rules.PERSONAL_METRIC)
                    .at(
                        query.span(),
                        "the value of `%s` would tell of a person: it is computed from `%s`"
                            .formatted(metric.name(), column.name()),
                        "use the column in WHERE only, or write a row rule with `check`"));
  }

  private static boolean isPersonal(Column column) {
    return column.classification().compareTo(Classification.PII) >= 0
        || column.fields().stream().anyMatch(MetricQueryAnalyzer::isPersonal);
  }
}
