package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.OnViolation;
import java.util.Locale;

/** What a broken expectation may do: a metric removes no rows, and failing stops a stream. */
final class ExpectationCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      var streamed =
          context.flow().writers(dataset.id()).stream()
              .anyMatch(writer -> writer.place().streaming());
      for (var expectation : dataset.expectations()) {
        checkAction(expectation, findings);
        if (streamed) {
          checkStreamed(dataset, expectation, findings);
        }
      }
    }
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
  }

  private static void checkStreamed(
      Dataset dataset, Expectation expectation, Diagnostics findings) {
    if (expectation instanceof Expectation.Metric) {
      findings
          .reporter(Rules.NOT_SUPPORTED_YET)
          .at(
              expectation.span(),
              "metric `" + expectation.name() + "` on the output of a stream is not supported yet",
              "available now: row rules with `check`");
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
