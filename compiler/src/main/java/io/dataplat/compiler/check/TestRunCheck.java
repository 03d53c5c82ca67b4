package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.Intervals;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A test runs a batch over an interval of its pipeline, and expects something of it. */
final class TestRunCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var test : context.analysed().platform().tests()) {
      if (test.pipeline().value().mode().value() == Pipeline.Mode.STREAMING) {
        findings
            .reporter(Rules.NOT_SUPPORTED_YET)
            .at(
                test.pipeline().spanOr(test.span()),
                "tests of streams are not supported yet",
                "test the batch pipelines that read what the stream writes");
        continue;
      }
      checkDatasets(context.flow(), test, findings);
      checkInterval(test, findings);
      checkExpectations(test, findings);
      test.failsWith().ifPresent(rule -> checkFailure(test, rule, findings));
    }
  }

  private static void checkDatasets(DataFlow flow, PipelineTest test, Diagnostics findings) {
    first(test, dataset -> dataset.storage() instanceof Storage.DeltaTable)
        .ifPresent(
            table ->
                report(
                    test,
                    "Delta tables are not supported yet, and `" + table.id() + "` is one",
                    findings));
    first(test, dataset -> FilesTarget.isWritten(flow, dataset))
        .ifPresent(
            files ->
                report(
                    test,
                    "files that a task writes are not supported yet, as `" + files.id() + "`",
                    findings));
  }

  private static Optional<Dataset> first(PipelineTest test, Predicate<Dataset> condition) {
    return datasets(test).filter(condition).findFirst();
  }

  private static void report(PipelineTest test, String what, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_SUPPORTED_YET)
        .at(
            test.pipeline().spanOr(test.span()),
            "tests of tasks with " + what,
            "test the tasks before and after it");
  }

  private static void checkInterval(PipelineTest test, Diagnostics findings) {
    var pipeline = test.pipeline().value();
    var unit = pipeline.schedule().map(TickCalendar::unit).orElse(IntervalUnit.NONE);
    if (unit == IntervalUnit.NONE) {
      test.run()
          .ifPresent(
              run ->
                  findings
                      .reporter(Rules.NO_INTERVAL)
                      .at(
                          run.span(),
                          "runs of `" + pipeline.id() + "` cover no interval",
                          "leave `run` out"));
    } else if (test.run().isEmpty()) {
      findings
          .reporter(Rules.MISSING_FIELD)
          .at(
              test.spec(),
              "the field `run` is missing: runs of `" + pipeline.id() + "` cover an interval",
              "write `run: {start: 2026-01-15}`");
    } else if (TestInterval.of(test).isEmpty()) {
      report(test, test.run().get(), unit, findings);
    }
  }

  private static void report(
      PipelineTest test, PipelineTest.Run run, IntervalUnit unit, Diagnostics findings) {
    var zone = test.pipeline().value().timezone().value();
    var start = TestInterval.instant(run.start().value(), zone);
    var wrong = start.isPresent() && run.end().isPresent() ? run.end().get() : run.start();
    var what =
        unit == IntervalUnit.CRON ? "ticks of its cron" : "a `" + unit + "` in `" + zone + "`";
    findings
        .reporter(Rules.NOT_AN_INTERVAL)
        .at(
            wrong.spanOr(run.span()),
            "the run covers no interval of the pipeline: its bounds must be those of " + what,
            start
                .filter(instant -> unit != IntervalUnit.CRON)
                .map(instant -> around(instant, new Intervals(unit, zone)))
                .orElse("write a day such as `2026-01-15`, or a time such as `2026-01-15T03:00`"));
  }

  private static String around(Instant start, Intervals intervals) {
    var around = intervals.around(start);
    var zone = intervals.zone();
    return "the interval around the start is from `"
        + around.start().atZone(zone).toOffsetDateTime()
        + "` to `"
        + around.end().atZone(zone).toOffsetDateTime()
        + "`";
  }

  private static void checkExpectations(PipelineTest test, Diagnostics findings) {
    if (test.expect().isEmpty() && test.quarantined().isEmpty() && test.failsWith().isEmpty()) {
      findings
          .reporter(Rules.NOTHING_EXPECTED)
          .at(
              test.spec(),
              "the test expects nothing",
              "add `expect`, `quarantined` or `failsWith`");
    }
  }

  // The rules of the job itself have a dash or a colon, which no expectation has.
  private static void checkFailure(PipelineTest test, Sourced<String> rule, Diagnostics findings) {
    var known = new TreeSet<String>();
    datasets(test)
        .forEach(
            dataset -> dataset.expectations().stream().map(Expectation::name).forEach(known::add));
    if (rule.value().matches("[a-z0-9_]*") && !known.contains(rule.value())) {
      SourceSpan span = rule.spanOr(test.span());
      findings
          .reporter(Rules.UNKNOWN_EXPECTATION)
          .at(
              span,
              "no dataset of the task has the expectation `" + rule.value() + "`",
              Hints.nearest(rule.value(), known, "expectations"));
    }
  }

  private static Stream<Dataset> datasets(PipelineTest test) {
    return Stream.concat(
        test.task().inputs().stream().map(input -> input.dataset().value()),
        test.task().outputs().stream().map(output -> output.dataset().value()));
  }
}
