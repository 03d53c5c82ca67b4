package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.stream.StreamProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Records what becomes known of a stream on its way. */
final class StreamNotes implements StreamProgress {

  private final RunTelemetry telemetry;
  private final StreamProgress listener;
  private final RecordTable epochs;
  private List<OutputTarget> outputs = List.of();
  private boolean hasPublished;

  /** Notes of an instance; whoever listened to it hears all the same. */
  StreamNotes(SparkSession session, RunTelemetry telemetry, StreamProgress listener) {
    this.telemetry = telemetry;
    this.listener = listener;
    var identity = telemetry.identity();
    this.epochs =
        new RecordTable(
            session, RunTelemetry.catalog(identity), identity.plan().telemetry().epochsTable());
  }

  @Override
  public void prepared(List<OutputTarget> targets) {
    outputs = List.copyOf(targets);
    listener.prepared(targets);
  }

  @Override
  public void begins(String task, String from) {
    telemetry.abandonOthers();
    telemetry.record(() -> instance(Optional.empty()));
    listener.begins(task, from);
  }

  // Before Spark notes the micro-batch as done: one whose record is not written is repeated.
  @Override
  public void published(EpochSummary epoch) {
    hasPublished = true;
    telemetry.tell(epochs, new EpochRecords(telemetry.identity(), outputs, epoch));
    listener.published(epoch);
  }

  @Override
  public void published(String output, long epoch) {
    listener.published(output, epoch);
  }

  @Override
  public void finished(EpochSummary epoch) {
    telemetry.progress(epoch);
    listener.finished(epoch);
  }

  @Override
  public void lost(String what, String error) {
    listener.lost(what, error);
  }

  /** The record of an instance that was asked to stop, or has read what there was. */
  RunRecord ended() {
    var status = hasPublished ? RunStatus.PUBLISHED : RunStatus.NOTHING_TO_DO;
    return instance(Optional.of(new RunEnd(status, Optional.empty(), Optional.empty())));
  }

  /** The record of an instance that was stopped by an error. */
  RunRecord failed(Throwable error) {
    return instance(Optional.of(RunEnd.of(error)));
  }

  private RunRecord instance(Optional<RunEnd> end) {
    var identity = telemetry.identity();
    Instant began = identity.slice().tick();
    return identity.record(identity.arguments().runId(), end, Optional.of(began));
  }
}
