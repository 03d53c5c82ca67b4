package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobs.run.BatchRun;
import io.dataplat.jobs.run.Progress;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one batch and tells of it, however it ends: first the tables, then the record.
 *
 * @param released counts the rows that a replay has let out of quarantine
 */
public record RecordedRun(
    SparkSession session,
    JobPlan plan,
    RunArguments arguments,
    LocalPlaces places,
    Secrets secrets,
    Progress progress,
    RunSlice slice,
    Optional<LongSupplier> released) {

  /** A run that is no replay. */
  public RecordedRun(
      SparkSession session,
      JobPlan plan,
      RunArguments arguments,
      LocalPlaces places,
      Secrets secrets,
      Progress progress,
      RunSlice slice) {
    this(session, plan, arguments, places, secrets, progress, slice, Optional.empty());
  }

  /** Runs the batch; a failed audit is a summary, not an exception. */
  public RunSummary run() {
    var identity = RecordedIdentity.of(plan, arguments, slice);
    try (var telemetry = new RunTelemetry(session, identity, places, progress::lost)) {
      return run(telemetry);
    }
  }

  private RunSummary run(RunTelemetry telemetry) {
    var notes = new RunNotes(progress, Clock.systemUTC(), telemetry::abandoned);
    telemetry.begin();
    try (var cost = new RunCost(session.sparkContext())) {
      var records = new RunRecords(telemetry.identity(), notes, cost);
      try {
        var run = new BatchRun(session, plan, arguments, places, secrets, notes, slice);
        var summary = judged(run.run(), notes, telemetry);
        telemetry.end(() -> records.of(summary, released.map(LongSupplier::getAsLong)));
        return summary;
      } catch (Exception | LinkageError | OutOfMemoryError | FSError e) {
        telemetry.end(() -> records.of(e));
        throw e;
      }
    }
  }

  // Whoever published a part of the batch, or all of it, did not come to say so.
  private static RunSummary judged(RunSummary summary, RunNotes notes, RunTelemetry telemetry) {
    var published = notes.publishedByOthers(telemetry.identity());
    if (published.isEmpty() || telemetry.isRecorded(notes.fingerprint().orElse(""))) {
      return summary;
    }
    telemetry.recovers(published);
    return summary.failures().isEmpty() ? summary.as(RunStatus.RECOVERED) : summary;
  }
}
