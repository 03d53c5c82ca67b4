package io.dataplat.jobs.gate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.InternalRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Judges every row of a dataset once, in the scan that goes on to write: the good ones pass, the
 * others go to quarantine files, and all are counted.
 *
 * @param quarantine the table whose files the rejected rows go to, as tasks can use it
 */
public record Gate(
    SparkSession session,
    DatasetContract dataset,
    String name,
    BatchId batch,
    String runId,
    Optional<Table> quarantine) {

  /**
   * What is judged: candidate rows, the rules on them, the payload that goes on, and the evidence
   * that is kept of a rejected row.
   */
  public record Judgement(
      Dataset<Row> candidates,
      List<GateRule> rules,
      List<Column> payload,
      Column corrupt,
      Column outside,
      Column position,
      Column row,
      Column raw) {

    /** Copies what the caller may still change. */
    public Judgement {
      rules = List.copyOf(rules);
      payload = List.copyOf(payload);
    }
  }

  /** The gate over these rows; nothing is read yet. */
  public GatedRows judge(Judgement judgement) {
    var tally = tally(judgement, name);
    var packed = pack(judgement, true);
    var task = task(tally);
    var judged = InternalRows.of(packed).mapPartitionsWithIndex(task::ofBatch, true);
    return new GatedRows(
        InternalRows.dataset(session, judged, payload(packed, judgement)), judged, tally);
  }

  /**
   * The gate over the rows of a stream, whose batch is that of {@link EpochProperty#BATCH}.
   *
   * @param decodeGate where records that never became a row are stopped
   */
  public StreamedRows judgeStream(Judgement judgement, String decodeGate) {
    var tally = tally(judgement, decodeGate);
    var packed = pack(judgement, false);
    var task = task(tally);
    var kept =
        packed.mapPartitions(
            (MapPartitionsFunction<Row, Row>) task::ofEpoch,
            Encoders.row(payload(packed, judgement)));
    return new StreamedRows(kept, tally);
  }

  private GateTally tally(Judgement judgement, String corruptGate) {
    var counter = new GateCounter();
    session.sparkContext().register(counter, name);
    return new GateTally(spec(judgement, corruptGate), counter);
  }

  private GateTask task(GateTally tally) {
    return new GateTask(tally.spec(), tally.counter(), quarantine.orElse(null));
  }

  private static StructType payload(Dataset<Row> packed, Judgement judgement) {
    return new StructType(Arrays.copyOf(packed.schema().fields(), judgement.payload().size()));
  }

  // The rows of a stream are counted by their places; those of a batch only name rejected rows.
  private Dataset<Row> pack(Judgement judgement, boolean onlyRejected) {
    var judged = judgement.candidates().withColumn(Evidence.STATUS, status(judgement.rules()));
    // The text of a row is made for rejected rows only: it costs more than all rules together.
    var isViolated = array_contains(col(Evidence.STATUS), lit(Evidence.VIOLATED));
    var columns = new ArrayList<>(judgement.payload());
    columns.add(col(Evidence.STATUS));
    columns.add(judgement.corrupt().cast("string").as(Evidence.CORRUPT));
    columns.add(judgement.outside().as(Evidence.OUTSIDE));
    columns.add(
        (onlyRejected
                ? when(isViolated.or(judgement.corrupt().isNotNull()), judgement.position())
                : judgement.position())
            .as(Evidence.POSITION));
    columns.add(when(isViolated, judgement.row()).as(Evidence.ROW));
    columns.add(judgement.raw().cast("string").as(Evidence.RAW));
    return judged.select(columns.toArray(Column[]::new));
  }

  // Most rows pass every rule, and nothing more need be said of them.
  private static Column status(List<GateRule> rules) {
    var passes = rules.stream().map(GateRule::check).reduce(Column::and).orElse(lit(true));
    var each = array(rules.stream().map(Gate::status).toArray(Column[]::new));
    return when(not(coalesce(passes, lit(false))), each.cast("array<tinyint>"));
  }

  private static Column status(GateRule rule) {
    return when(rule.check(), lit(Evidence.PASSED))
        .when(rule.check().isNull(), lit(Evidence.UNKNOWN))
        .otherwise(lit(Evidence.VIOLATED));
  }

  private GateSpec spec(Judgement judgement, String corruptGate) {
    var rules = judgement.rules();
    var text =
        rules.stream()
            .map(rule -> rule.name() + "=" + rule.action())
            .collect(Collectors.joining("\n"));
    return new GateSpec(
        batch.value(),
        runId,
        dataset.id(),
        name,
        corruptGate,
        rules.stream().map(GateRule::name).toList(),
        rules.stream().map(GateRule::action).toList(),
        GateRule.action(dataset.onInvalid()),
        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString(),
        judgement.payload().size());
  }
}
