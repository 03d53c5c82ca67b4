package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.FitProblem;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what a task delivers with the contracts of what it writes. */
final class OutputAnalyzer {

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final Task task;
  private final Diagnostics findings;

  OutputAnalyzer(SqlAnalyzer sql, AnalysisCache cache, Task task, Diagnostics findings) {
    this.sql = sql;
    this.cache = cache;
    this.task = task;
    this.findings = findings;
  }

  void analyze(Map<String, Relation> relations) {
    for (var output : task.outputs()) {
      // There is none for a step with a mistake, which is reported there.
      Optional.ofNullable(relations.get(output.from().value()))
          .ifPresent(from -> analyze(output, from.columns()));
    }
  }

  private void analyze(Task.Output output, List<SqlColumn> delivered) {
    var dataset = output.dataset().value();
    var fields = new DeletesAnalyzer(sql, cache, findings).analyze(output, delivered);
    var request = new AnalysisCache.FitRequest(fields.delivered(), fields.contract());
    for (var problem : cache.fit(request, each -> sql.fit(each.delivered(), each.contract()))) {
      if (isGenerated(dataset, problem)) {
        reportGenerated(output, dataset, problem);
      } else {
        report(output, dataset, problem);
      }
    }
  }

  private static boolean isGenerated(Dataset dataset, FitProblem problem) {
    return problem.kind() == FitProblem.Kind.EXTRA
        && dataset
            .column(problem.column())
            .filter(column -> column.generated().isPresent())
            .isPresent();
  }

  private void reportGenerated(Task.Output output, Dataset dataset, FitProblem problem) {
    findings
        .reporter(Rules.GENERATED_AND_SELECTED)
        .at(
            place(output),
            "`"
                + output.from().value()
                + "` delivers `"
                + problem.column()
                + "`, which the writer of `"
                + dataset.id()
                + "` fills",
            "leave it out of the step's SELECT, or remove `generated` from the column");
  }

  private void report(Task.Output output, Dataset dataset, FitProblem problem) {
    var message =
        "`" + output.from().value() + "` does not fit `" + dataset.id() + "`: " + problem.message();
    var reporter = findings.reporter(Rules.OUTPUT_DOES_NOT_FIT);
    problem
        .hint()
        .ifPresentOrElse(
            hint -> reporter.at(place(output), message, hint),
            () -> reporter.at(place(output), message));
  }

  private static SourceSpan place(Task.Output output) {
    return output.from().spanOr(output.span());
  }
}
