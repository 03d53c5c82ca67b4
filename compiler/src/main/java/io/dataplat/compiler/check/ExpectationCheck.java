package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.OnViolation;
import io.dataplat.compiler.model.Task;
import java.util.Locale;

/** What a broken expectation may do: a metric removes no rows, and failing stops a stream. */
final class ExpectationCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      var streamed = isStreamed(context, dataset);
      for (var expectation : dataset.expectations()) {
        checkAction(expectation, findings);
        if (streamed) {
          checkStreamed(dataset, expectation, findings);
        }
      }
    }
  }

  // Those of a dataset that nobody writes hold where it is read.
  private static boolean isStreamed(CheckContext context, Dataset dataset) {
    var writers = context.flow().writers(dataset.id());
    return writers.stream().anyMatch(writer -> writer.place().streaming())
        || (writers.isEmpty()
            && context.flow().readers(dataset.id()).stream()
                .anyMatch(reader -> reader.input().read().value() == Task.Read.STREAM));
  }

  private static void checkAction(Expectation expectation, Diagnostics findings) {
    var action = expectation.onViolation();
    if (expectation instanceof Expectation.Metric
        && (action == OnViolation.QUARANTINE || action == OnViolation.DROP)) {
      findings
          .reporter(Rules.VIOLATION_NOT_FOR_METRIC)
          .at(
              expectation.span(),
              "metric `"
                  + expectation.name()
                  + "` cannot `"
                  + action.name().toLowerCase(Locale.ROOT)
                  + "`: it has no row to remove",
              "write `onViolation: fail` or `onViolation: warn`");
    }
    if (expectation instanceof Expectation.RowRule rule) {
      checkRowRule(rule, findings);
    }
  }

  private static void checkRowRule(Expectation.RowRule rule, Diagnostics findings) {
    rule.ofMetrics()
        .forEach(
            setting ->
                findings
                    .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
                    .at(
                        setting.span(),
                        "`" + setting.value() + "` is for metrics, and this is a row rule",
                        "remove it, or write `metric` instead of `check`"));
    rule.tolerate()
        .filter(share -> rule.onViolation() == OnViolation.FAIL)
        .ifPresent(
            share ->
                findings
                    .reporter(Rules.TOLERATE_AND_FAIL)
                    .at(
                        share.spanOr(rule.span()),
                        "`" + rule.name() + "` tolerates some rows and fails at the first",
                        "write `onViolation: quarantine`; with more rows the run fails by itself"));
  }

  private static void checkStreamed(
      Dataset dataset, Expectation expectation, Diagnostics findings) {
    if (expectation instanceof Expectation.Metric) {
      findings
          .reporter(Rules.NOT_SUPPORTED_YET)
          .at(
              expectation.span(),
              "metric `" + expectation.name() + "` on the rows of a stream is not supported yet",
              "available now: row rules with `check`");
    } else if (expectation instanceof Expectation.RowRule rule && rule.tolerate().isPresent()) {
      findings
          .reporter(Rules.NOT_SUPPORTED_YET)
          .at(
              rule.tolerate().get().spanOr(rule.span()),
              "`tolerate` on the rows of a stream is not supported yet",
              "available now: `tolerate` in pipelines of the mode `batch`");
    } else if (expectation.onViolation() == OnViolation.FAIL) {
      findings
          .reporter(Rules.FAIL_STOPS_STREAM)
          .at(
              expectation.span(),
              "one row that breaks `"
                  + expectation.name()
                  + "` stops the stream into `"
                  + dataset.id()
                  + "`, again after each restart",
              "write `onViolation: quarantine`");
    }
  }
}
