package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.sql.ColumnOrigin;
import io.dataplat.sql.ExpressionRequest;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Analyses the SQL of the expectations of a contract against its own columns. */
final class ExpectationAnalyzer {

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final MetricQueryAnalyzer queries;
  private final Diagnostics findings;

  ExpectationAnalyzer(SqlAnalyzer sql, AnalysisCache cache, Diagnostics findings) {
    this.sql = sql;
    this.cache = cache;
    this.queries = new MetricQueryAnalyzer(sql, cache, findings);
    this.findings = findings;
  }

  /** Returns the columns that each row rule reads. */
  Map<String, List<String>> analyze(Dataset dataset) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    // The name is only a label; one for all lets equal rules of equal contracts be analysed once.
    var relation = Relation.of("dataset", InputRelation.delivered(dataset));
    for (var expectation : dataset.expectations()) {
      if (expectation instanceof Expectation.RowRule rule) {
        columns.put(rule.name(), analyze(rule, relation));
      } else if (expectation instanceof Expectation.Metric metric) {
        metric.query().ifPresent(query -> queries.analyze(dataset, metric, query));
      }
    }
    return columns;
  }

  private List<String> analyze(Expectation.RowRule rule, Relation relation) {
    // Types do not depend on the zone, which differs between the writers and readers of a dataset.
    var request = new ExpressionRequest(rule.check().value(), relation, "UTC");
    var analysis = cache.expression(request, sql::analyzeExpression);
    new SqlFindings(findings)
        .report(analysis, problem -> place(rule.check(), rule.span(), problem));
    return analysis.origins().stream().map(ColumnOrigin::column).distinct().sorted().toList();
  }

  /** The place of a problem in a text that was written down in one line, else the whole text. */
  static SourceSpan place(Sourced<String> text, SourceSpan otherwise, SqlProblem problem) {
    var whole = text.spanOr(otherwise);
    var verbatim =
        text.sources().stream()
            .findFirst()
            .filter(node -> node instanceof YamlScalar scalar && isVerbatim(scalar));
    if (verbatim.isEmpty() || problem.line() > 1) {
      return whole;
    }
    var quote = ((YamlScalar) verbatim.get()).style() == ScalarStyle.PLAIN ? 0 : 1;
    var first = whole.startColumn() + quote - 1;
    var line = whole.startLine();
    return new SourceSpan(
        whole.file(), line, first + problem.column(), line, first + problem.endColumn());
  }

  /** Whether each character of the text is one of the source, all in one line. */
  private static boolean isVerbatim(YamlScalar scalar) {
    var span = scalar.span();
    var quotes = scalar.style() == ScalarStyle.PLAIN ? 0 : 2;
    var length = scalar.text().codePointCount(0, scalar.text().length());
    return span.startLine() == span.endLine()
        && span.endColumn() - span.startColumn() == length + quotes;
  }
}
