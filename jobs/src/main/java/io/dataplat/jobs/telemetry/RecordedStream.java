package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.stream.Drain;
import io.dataplat.jobs.stream.StreamProgress;
import io.dataplat.jobs.stream.StreamRun;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/** Runs a stream and tells of it: of its start, of each micro-batch, and of its end. */
public record RecordedStream(
    SparkSession session,
    JobPlan plan,
    String runId,
    LocalPlaces places,
    Secrets secrets,
    Optional<String> brokers,
    boolean isBounded,
    StreamProgress progress,
    Drain drain) {

  /** Runs; returns when the stream was drained or has ended. */
  public void run() {
    var identity = identity(Instant.now());
    try (var telemetry = new RunTelemetry(session, identity, places, progress::lost)) {
      run(new StreamNotes(session, telemetry, progress), telemetry);
    }
  }

  private void run(StreamNotes notes, RunTelemetry telemetry) {
    telemetry.begin();
    try {
      new StreamRun(session, plan, runId, places, secrets, brokers, isBounded, notes, drain).run();
      telemetry.end(notes::ended);
    } catch (Exception | LinkageError | OutOfMemoryError | FSError e) {
      telemetry.end(() -> notes.failed(e));
      throw e;
    }
  }

  private RecordedIdentity identity(Instant now) {
    var trigger = session.sparkContext().isLocal() ? RunTrigger.LOCAL : RunTrigger.MANUAL;
    var arguments =
        new RunArguments(runId, Optional.empty(), 1, trigger, new RunScope.Tick(now), false);
    var batch = new BatchId(plan.identity().taskId() + "/stream");
    return RecordedIdentity.of(plan, arguments, new RunSlice(batch, now, Optional.empty()));
  }
}
