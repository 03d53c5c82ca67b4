package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.run.ChangesSlices;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The batches of a run, which only the state of its source tells if the plan reads an input by its
 * changes. A run that cannot know them ends there, and that is told as of any other.
 */
public record RecordedSlices(
    SparkSession session,
    JobPlan plan,
    RunArguments arguments,
    LocalPlaces places,
    Secrets secrets,
    Progress progress) {

  /** The batches of what the run was asked for. */
  public List<RunSlice> of(RunSlice asked) {
    var isByChanges = ChangesSlices.input(plan).isPresent();
    if (!isByChanges && arguments.scope() instanceof RunScope.Rewind) {
      throw new JobFailure(
          ExitCode.BAD_ARGUMENTS,
          "no-changes",
          "the plan reads nothing by its changes, so there is nothing to rewind");
    }
    // Tables are looked for in the catalogs of the active session, which may be another plan's.
    SparkSession.setActiveSession(session);
    return isByChanges ? changes(asked) : List.of(asked);
  }

  private List<RunSlice> changes(RunSlice asked) {
    var identity = RecordedIdentity.of(plan, arguments, asked);
    try (var telemetry = new RunTelemetry(session, identity, places, progress::lost)) {
      try {
        return changes(asked.tick(), telemetry);
      } catch (Exception | LinkageError | OutOfMemoryError e) {
        tell(telemetry, e);
        throw e;
      }
    }
  }

  // Who runs by hand has just written what there is.
  private List<RunSlice> changes(Instant tick, RunTelemetry telemetry) {
    var isLocal = arguments.trigger() == RunTrigger.LOCAL;
    var now = Optional.of(Instant.now()).filter(each -> !isLocal);
    var slices = new ChangesSlices(session, plan, places, secrets, now);
    return arguments.scope() instanceof RunScope.Rewind rewind
        ? List.of(slices.rewound(tick, rewind.place()))
        : slices.of(tick, telemetry::isRecorded);
  }

  private void tell(RunTelemetry telemetry, Throwable error) {
    telemetry.begin();
    var notes = new RunNotes(progress, Clock.systemUTC(), telemetry::abandoned);
    try (var cost = new RunCost(session.sparkContext())) {
      telemetry.end(() -> new RunRecords(telemetry.identity(), notes, cost).of(error));
    }
  }
}
