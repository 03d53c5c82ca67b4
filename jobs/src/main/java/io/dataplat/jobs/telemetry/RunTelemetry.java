package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobs.maintenance.TableOutcome;
import io.dataplat.jobs.metrics.DriverMetrics;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.write.LedgerEntry;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineageClient;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Tells of one batch, or of one instance of a stream: record, then event, then metrics. */
final class RunTelemetry implements AutoCloseable {

  private final RecordedIdentity identity;
  private final RecordTable runs;
  private final RecordedMetrics metrics;
  private final Delivery delivery;
  private final LineageEvents events;
  private final LineageTransport transport;
  private CompletableFuture<Optional<OpenLineageClient>> client =
      CompletableFuture.completedFuture(Optional.empty());

  /** Telemetry that tells a listener what is lost. */
  RunTelemetry(
      SparkSession session,
      RecordedIdentity identity,
      LocalPlaces places,
      BiConsumer<String, String> onLost) {
    this.identity = identity;
    var task = identity.plan().identity();
    var driver = new DriverMetrics(task.domain() + "." + task.pipeline(), task.task());
    this.metrics = new RecordedMetrics(driver);
    this.delivery =
        new Delivery(
            (what, error) -> {
              driver.lost(what);
              onLost.accept(what, error);
            });
    this.runs =
        new RecordTable(session, catalog(identity), identity.plan().telemetry().runsTable());
    this.events = new LineageEvents(identity, Clock.systemUTC());
    this.transport =
        new LineageTransport(System.getenv(), places, session.sparkContext().isLocal());
  }

  /** The catalog that has the tables of records: that of the quarantine, or of the first output. */
  static String catalog(RecordedIdentity identity) {
    return catalog(identity.plan());
  }

  static String catalog(JobPlan plan) {
    return plan.quarantine()
        .map(Quarantine::connection)
        .or(
            () ->
                plan.outputs().stream()
                    .flatMap(output -> plan.dataset(output.dataset()).stream())
                    .map(dataset -> dataset.connection())
                    .findFirst())
        .orElse("");
  }

  RecordedIdentity identity() {
    return identity;
  }

  /** The attempt begins; the run does not wait until that is told. */
  void begin() {
    client =
        CompletableFuture.supplyAsync(
            () -> {
              var open = delivery.made("lineage", transport::client).flatMap(each -> each);
              open.ifPresent(each -> delivery.of("lineage", () -> each.emit(events.start())));
              return open;
            },
            RunTelemetry::beside);
  }

  private static void beside(Runnable work) {
    var thread = new Thread(work, "dataplat-lineage");
    thread.setDaemon(true);
    thread.start();
  }

  /** An attempt before this has left its branches and never ended. */
  void abandoned(String runId) {
    abandoned(identity.slice().batch(), runId);
  }

  /** The same, of an attempt at another batch perhaps. */
  void abandoned(BatchId batch, String runId) {
    var end = new RunEnd(RunStatus.ABANDONED, Optional.empty(), Optional.empty());
    var other = identity.of(batch);
    record(() -> other.record(runId, Optional.of(end), Optional.empty()));
    emit(() -> new LineageEvents(other, Clock.systemUTC()).abort(runId));
  }

  /** An attempt before this has published and never said so. */
  void recovers(List<OutputTarget> published) {
    published.stream()
        .flatMap(target -> target.ledger().find(identity.slice().batch().value()).stream())
        .map(LedgerEntry::runId)
        .distinct()
        .forEach(runId -> emit(() -> events.abort(runId)));
  }

  /** Whether the batch was recorded as published; so it counts, too, if nobody can tell. */
  boolean isRecorded(String fingerprint) {
    try {
      return runs.hasPublished(identity.slice().batch().value(), identity.planHash(), fingerprint);
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** Whether it was recorded that a batch of changes, which is published once, was published. */
  boolean isRecorded(BatchId batch) {
    try {
      return runs.hasPublished(batch.value());
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** The attempt ends. */
  void end(Supplier<RunRecord> made) {
    record(made)
        .ifPresent(
            record -> {
              emit(() -> events.end(record));
              delivery.of("metrics", () -> metrics.tell(record));
            });
  }

  /** A micro-batch is published; one that had been published before may have its record. */
  void tell(RecordTable epochs, EpochRecords records) {
    delivery.of("record", () -> tellOnce(epochs, records));
  }

  private void tellOnce(RecordTable epochs, EpochRecords records) {
    if (records.isRepeated()
        && epochs.hasPublished(records.batchId(), identity.planHash(), records.fingerprint())) {
      return;
    }
    record(epochs, records::record)
        .ifPresent(record -> delivery.of("metrics", () -> metrics.tell(record)));
  }

  /** The upkeep of a table is over. */
  void tell(TableOutcome outcome) {
    delivery.of("metrics", () -> metrics.tell(outcome));
  }

  /** A micro-batch is noted. */
  void progress(EpochSummary epoch) {
    metrics.tell(epoch);
  }

  /** Instances before this one that never ended: nobody but the owner of the lease is alive. */
  void abandonOthers() {
    delivery.of("record", () -> runs.unended(identity.plan().identity()).forEach(this::abandoned));
  }

  /** Adds a record of the instance. */
  Optional<RunRecord> record(Supplier<RunRecord> made) {
    return record(runs, made);
  }

  private Optional<RunRecord> record(RecordTable table, Supplier<RunRecord> made) {
    var record = delivery.made("record", made::get);
    record.ifPresent(each -> delivery.of("record", () -> table.append(each)));
    return record;
  }

  private void emit(Supplier<RunEvent> event) {
    client.join().ifPresent(open -> delivery.of("lineage", () -> open.emit(event.get())));
  }

  @Override
  public void close() {
    client.join().ifPresent(open -> delivery.of("lineage", open::close));
  }
}
