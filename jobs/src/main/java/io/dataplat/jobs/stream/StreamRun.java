package io.dataplat.jobs.stream;

import static org.apache.spark.sql.functions.spark_partition_id;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.StreamState;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.gate.StreamedRows;
import io.dataplat.jobs.input.InputReader;
import io.dataplat.jobs.input.Pinning;
import io.dataplat.jobs.input.SourceColumns;
import io.dataplat.jobs.mask.Masks;
import io.dataplat.jobs.run.Preparation;
import io.dataplat.jobs.run.QuarantineTable;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.SqlParameters;
import io.dataplat.jobs.step.StepViews;
import io.dataplat.jobs.write.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Runs a streaming plan until it is told to stop.
 *
 * @param brokers where the brokers of an embedded connection are
 * @param isBounded whether the stream ends when it has read what is there
 */
public record StreamRun(
    SparkSession session,
    JobPlan plan,
    String runId,
    LocalPlaces places,
    Secrets secrets,
    Optional<String> brokers,
    boolean isBounded,
    StreamProgress progress,
    Drain drain) {

  // Spark would move the filters of later steps below the watermark, which then stood still while
  // a topic brings only rows that are filtered; it moves none past what is not deterministic.
  private static final Column ALWAYS = spark_partition_id().geq(0);

  // Spark refuses a micro-batch of which it saw no state written. One that is published already is
  // not run again: the tasks that wrote its rows have written its state too.
  private static final String WANTS_STATE_WRITTEN =
      "spark.sql.streaming.stateStore.commitValidation.enabled";

  /** Runs; returns when the stream was drained or has ended. */
  public void run() {
    var shape = new StreamShape(plan);
    shape.check();
    SparkSession.setActiveSession(session);
    var state = plan.stream().orElseThrow();
    var checkpoint = Checkpoint.of(state, places, session.sparkContext().hadoopConfiguration());
    var length = Duration.parse(state.lease());
    try (var lease = Lease.acquire(LeaseFiles.of(checkpoint), runId, length)) {
      run(shape, state, checkpoint, lease);
    }
  }

  private void run(StreamShape shape, StreamState state, Checkpoint checkpoint, Lease lease) {
    var identities = new TreeMap<String, String>();
    shape.streams().forEach(input -> identities.put(shape.topic(input), identity(shape, input)));
    var slice = new RunSlice(new BatchId(runId), Instant.now(), Optional.empty());
    var targets = new Preparation(session, plan, slice).targets();
    var log = new EpochLog(session, checkpoint);
    var start = new StreamStart(state, checkpoint, shape.remembers(), log.hasEpochs(), identities);
    var end = start.end(targets);
    start.claim();
    var ledgers =
        new StreamLedgers(
            targets, lease, state.stateVersion(), state.stateFingerprint(), identities);
    ledgers.fence();
    progress.prepared(targets);
    progress.begins(plan.identity().taskId(), from(start, end));
    var flow = flow(shape, start, end);
    var quarantine = plan.quarantine().map(each -> QuarantineTable.ensure(session, each));
    var epochs =
        new EpochRun(session, plan, runId, new Masks(secrets), quarantine, flow, ledgers, progress);
    stream(flow.rows(plan.outputs().get(0).from()), checkpoint, log, epochs, lease, state);
  }

  private String identity(StreamShape shape, Input input) {
    try (var topics = new KafkaTopics(cluster(shape, input))) {
      return topics.identity(shape.topic(input));
    }
  }

  private KafkaCluster cluster(StreamShape shape, Input input) {
    return new KafkaCluster(shape.connection(input), secrets, brokers);
  }

  private static String from(StreamStart start, Optional<StreamPosition> end) {
    if (start.hasEpochs()) {
      return "its checkpoint";
    }
    return end.isPresent() ? "the end of its tables" : "the beginning";
  }

  private StreamFlow flow(StreamShape shape, StreamStart start, Optional<StreamPosition> end) {
    var views =
        new StepViews(
            session, SqlParameters.of(plan.parameters(), Optional.empty()), SourceColumns.MESSAGE);
    var inputs = new LinkedHashMap<String, StreamedRows>();
    for (var input : shape.streams()) {
      var rows = read(shape, input, start, end);
      inputs.put(input.alias(), rows);
      views.add(input.alias(), watermarked(input, rows.kept()));
    }
    shape.statics().forEach(input -> views.add(input.alias(), pinned(input)));
    return new StreamFlow(plan, views, inputs);
  }

  private StreamedRows read(
      StreamShape shape, Input input, StreamStart start, Optional<StreamPosition> end) {
    var cluster = cluster(shape, input);
    var startFrom = input.stream().orElseThrow().startFrom();
    var source =
        new StreamSource(
            session,
            input,
            shape.dataset(input),
            runId,
            files(),
            plan.quarantineRows(),
            shape.remembers(),
            shape.wantsMessage());
    try (var topics = new KafkaTopics(cluster)) {
      return source.read(cluster, start.offsets(shape.topic(input), startFrom, end, topics));
    }
  }

  private Optional<Table> files() {
    return plan.quarantine().map(each -> QuarantineTable.ensure(session, each).forTasks());
  }

  private static Dataset<Row> watermarked(Input input, Dataset<Row> rows) {
    return input.stream()
        .flatMap(stream -> stream.watermark())
        .map(
            watermark ->
                rows.withWatermark(
                        watermark.column(),
                        Duration.parse(watermark.delay()).toMillis() + " milliseconds")
                    .filter(ALWAYS))
        .orElse(rows);
  }

  // The static side of a join is the table as it was when the stream began.
  private Dataset<Row> pinned(Input input) {
    var pinned =
        new Pinning(
                session,
                plan,
                places,
                new Databases(plan, places, secrets),
                Optional.empty(),
                Optional.empty())
            .all().stream()
                .filter(each -> each.input().alias().equals(input.alias()))
                .findFirst()
                .orElseThrow();
    return new InputReader(
            session,
            new BatchId(""),
            runId,
            Optional.empty(),
            plan.quarantineRows(),
            Optional.empty())
        .read(pinned)
        .rows();
  }

  private void stream(
      Dataset<Row> rows,
      Checkpoint checkpoint,
      EpochLog log,
      EpochRun epochs,
      Lease lease,
      StreamState state) {
    var await = new EpochQueue(progress);
    VoidFunction2<Dataset<Row>, Long> write =
        (batch, number) -> {
          drain.begin(number);
          await.add(epochs.run(log.epoch(checkpoint.queryId().orElseThrow(), number), batch));
        };
    var trigger =
        isBounded
            ? Trigger.AvailableNow()
            : Trigger.ProcessingTime(
                Duration.parse(state.trigger()).toMillis(), TimeUnit.MILLISECONDS);
    var writer =
        rows.writeStream()
            .foreachBatch(write)
            .outputMode("append")
            .option("checkpointLocation", checkpoint.location())
            .trigger(trigger);
    session.conf().set(WANTS_STATE_WRITTEN, false);
    new QueryWatch(drain, lease, await, Duration.parse(state.drain())).untilEnd(writer);
  }
}
