package io.dataplat.jobs.testing;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobplan.TestRows;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.run.BatchRun;
import io.dataplat.jobs.run.ChangesSlices;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import io.dataplat.jobs.sample.GivenRows;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.step.StepViews;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs a test in a folder of its own: its rows in place of all that the task would read, then the
 * batch that every other run of the plan is, then the comparison.
 *
 * @param width how many characters a line of a problem may have
 */
public record TaskTestRun(SparkSession base, JobPlan plan, TaskTest test, Path folder, int width) {

  /** The tick of runs that cover no interval. */
  private static final Instant TICK = Instant.parse("2026-01-01T00:00:00Z");

  // In the form of a key that a local run makes.
  private static final Secrets SECRETS =
      Secrets.known(Sha256.hex("test".getBytes(StandardCharsets.UTF_8)));

  /**
   * What is not as expected, for people.
   *
   * @param failureOf what the job says of an error
   */
  public List<String> problems(Function<Exception, JobFailure> failureOf) {
    var isolated = IsolatedPlan.of(plan);
    var session = Sessions.forPlan(base, isolated, places(), SECRETS);
    SparkSession.setActiveSession(session);
    var steps = new Steps();
    var outcome = outcome(session, isolated, steps, failureOf);
    var rows = new ActualRows(session, isolated, Optional.ofNullable(steps.views));
    return new Comparison(test, rows, outcome, width).problems();
  }

  private RunOutcome outcome(
      SparkSession session,
      JobPlan isolated,
      Progress progress,
      Function<Exception, JobFailure> failureOf) {
    try {
      var asked = slice(isolated);
      give(session, isolated, time(asked));
      var slice = ChangesSlices.input(isolated).isEmpty() ? asked : changes(session, isolated);
      var run =
          new BatchRun(session, isolated, arguments(slice), places(), SECRETS, progress, slice);
      return RunOutcome.of(run.run());
    } catch (Exception e) {
      return RunOutcome.of(failureOf.apply(e));
    }
  }

  private LocalPlaces places() {
    return new LocalPlaces(folder, folder);
  }

  /** Keeps the steps, to read them when the run is over. */
  private static final class Steps implements Progress {
    private @Nullable StepViews views;

    @Override
    public void readable(StepViews readable) {
      views = readable;
    }

    @Override
    public void reading(CheckedInput input) {}

    @Override
    public void writing(Output output) {}

    @Override
    public void published(Output output, String table) {}
  }

  private RunSlice slice(JobPlan isolated) {
    var tick = test.end().map(Instant::parse).orElse(TICK);
    return new RunSlices(isolated).of(new RunScope.Tick(tick)).get(0);
  }

  // All that is given is new: a test has no run before it.
  private RunSlice changes(SparkSession session, JobPlan isolated) {
    var slices = new ChangesSlices(session, isolated, places(), SECRETS, Optional.empty());
    return slices.of(TICK, batch -> true).get(0);
  }

  private DataInterval time(RunSlice slice) {
    return slice
        .interval()
        .orElseGet(
            () ->
                new DataInterval(
                    slice.tick().minus(Duration.ofDays(1)),
                    slice.tick(),
                    ZoneId.of(plan.session().timezone())));
  }

  private RunArguments arguments(RunSlice slice) {
    return new RunArguments(
        test.id(), Optional.empty(), 1, RunTrigger.LOCAL, new RunScope.Tick(slice.tick()), false);
  }

  // Two inputs of one dataset read the same rows: what is given to either of them.
  private void give(SparkSession session, JobPlan isolated, DataInterval time) {
    var given = new GivenRows(session, isolated, places(), time);
    var readers = new LinkedHashMap<String, Input>();
    isolated.inputs().forEach(input -> readers.putIfAbsent(input.dataset(), input));
    readers.forEach((dataset, input) -> given.write(input, rows(isolated, dataset)));
    for (var output : isolated.outputs()) {
      var isInput = isolated.inputs().stream().anyMatch(in -> in.alias().equals(output.id()));
      if (test.given().containsKey(output.id()) && !isInput) {
        var dataset = isolated.dataset(output.dataset()).orElseThrow();
        given.write(dataset, typed(dataset, test.given().get(output.id())));
      }
    }
  }

  private List<Map<String, @Nullable Object>> rows(JobPlan isolated, String dataset) {
    var contract = isolated.dataset(dataset).orElseThrow();
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    isolated.inputs().stream()
        .filter(input -> input.dataset().equals(dataset))
        .forEach(input -> rows.addAll(typed(contract, test.given().get(input.alias()))));
    return rows;
  }

  private List<Map<String, @Nullable Object>> typed(
      DatasetContract dataset, @Nullable TestRows rows) {
    var values = new TypedValues(ZoneId.of(plan.session().timezone()));
    return rows == null
        ? List.of()
        : rows.rows().stream().map(row -> values.of(row, dataset)).toList();
  }
}
