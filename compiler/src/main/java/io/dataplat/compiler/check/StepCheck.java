package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedStep;
import io.dataplat.compiler.analysis.AnalysedTask;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Task;

/** Inputs and steps are used, and steps have the bounds that their mode needs. */
final class StepCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var place : context.flow().tasks()) {
      var analysed = context.analysed().task(place.pipeline().id(), place.task().name());
      // What a step with a mistake meant to use is not known.
      if (analysed.complete()) {
        checkUsed(place, analysed, findings);
      }
      for (var step : place.task().steps()) {
        if (step instanceof Task.Step.Deduplicate deduplicate) {
          checkBound(place, deduplicate, findings);
        }
        if (place.streaming()) {
          checkOfBatches(step, findings);
        }
      }
      analysed.steps().stream()
          .filter(AnalysedStep::stateful)
          .forEach(step -> checkWatermark(analysed, step, findings));
    }
  }

  private static void checkOfBatches(Task.Step step, Diagnostics findings) {
    if (step instanceof Task.Step.Lookup) {
      findings
          .reporter(Rules.NOT_FOR_THIS_MODE)
          .at(
              step.span(),
              "`" + step.name() + "` is a lookup, which belongs to batches",
              "join an input with `read: full` in SQL");
    } else if (step instanceof Task.Step.Deduplicate deduplicate
        && deduplicate.nullKeys().value() != Task.NullKeys.FAIL) {
      findings
          .reporter(Rules.NOT_FOR_THIS_MODE)
          .at(
              deduplicate.nullKeys().spanOr(step.span()),
              "`nullKeys` of `" + step.name() + "` belongs to batches",
              "filter nulls in a step before");
    }
  }

  private static void checkUsed(DataFlow.Place place, AnalysedTask analysed, Diagnostics findings) {
    for (var input : place.task().inputs()) {
      if (!analysed.used().contains(input.alias())) {
        findings
            .reporter(Rules.UNUSED_INPUT)
            .at(
                input.span(),
                "nothing in `" + place + "` uses input `" + input.alias() + "`",
                "remove it, or use it in a step or as `from` of an output");
      }
    }
    for (var step : place.task().steps()) {
      if (!analysed.used().contains(step.name())) {
        findings
            .reporter(Rules.UNUSED_STEP)
            .at(
                step.span(),
                "nothing in `" + place + "` uses step `" + step.name() + "`",
                "remove it, or use it in another step or as `from` of an output");
      }
    }
  }

  private static void checkBound(
      DataFlow.Place place, Task.Step.Deduplicate step, Diagnostics findings) {
    if (place.streaming() && step.within().isEmpty()) {
      findings
          .reporter(Rules.DEDUPLICATE_NOT_FOR_MODE)
          .at(
              step.span(),
              "`" + step.name() + "` in a stream does not say for how long it remembers keys",
              "add `within`, such as `within: 1h`");
    }
    if (!place.streaming() && step.keep().isEmpty()) {
      findings
          .reporter(Rules.DEDUPLICATE_NOT_FOR_MODE)
          .at(
              step.span(),
              "`" + step.name() + "` in a batch does not say which row of a key it keeps",
              "add `keep: {latestBy: <column>}` or `keep: {earliestBy: <column>}`");
    }
  }

  private static void checkWatermark(
      AnalysedTask analysed, AnalysedStep step, Diagnostics findings) {
    var missing =
        step.reads().stream()
            .flatMap(name -> analysed.relation(name).stream())
            .filter(relation -> relation.streaming() && relation.watermark().isEmpty())
            .findFirst();
    missing.ifPresent(
        relation ->
            findings
                .reporter(Rules.WATERMARK_MISSING)
                .at(
                    step.step().span(),
                    "`"
                        + step.name()
                        + "` remembers rows of `"
                        + relation.name()
                        + "` for ever, because it has no watermark",
                    "add a `watermark` to the input, and keep its time column in the steps"));
  }
}
