package io.dataplat.jobs.gate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobs.measure.Measure;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.MappedRows;
import io.dataplat.jobs.session.MappedRows.PartitionFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
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
   * What is judged: candidate rows, the rules on them, what is measured on the way, the payload
   * that goes on, and the evidence that is kept of a rejected row.
   */
  public record Judgement(
      Dataset<Row> candidates,
      List<GateRule> rules,
      List<Measure> measures,
      List<Column> payload,
      Column corrupt,
      Column outside,
      Column position,
      Column row,
      Column raw) {

    /** Copies what the caller may still change. */
    public Judgement {
      rules = List.copyOf(rules);
      measures = List.copyOf(measures);
      payload = List.copyOf(payload);
    }
  }

  /** The gate over these rows; nothing is read yet. */
  public GatedRows judge(Judgement judgement) {
    var tally = tally(judgement, name);
    var candidates = InternalRows.of(judgement.candidates());
    var judged =
        candidates.rows().getNumPartitions() == 0
            ? candidates.rows()
            : judged(candidates, task(judgement, candidates.schema(), tally));
    var kept = InternalRows.dataset(session, judged, candidates.schema());
    return new GatedRows(
        session, kept.select(judgement.payload().toArray(Column[]::new)), judged, tally);
  }

  private static JavaRDD<InternalRow> judged(InternalRows candidates, GateTask task) {
    return candidates.rows().mapPartitionsWithIndex(task::ofBatch, true);
  }

  /**
   * The gate over what a decoder makes of messages, whose batch is that of {@link
   * EpochProperty#BATCH}; the candidates only show the columns of its rows. A row is judged as it
   * was decoded: to bring it to Spark and back between would cost more than both.
   *
   * @param decodeGate where records that never became a row are stopped
   */
  public StreamedRows judgeStream(
      Judgement judgement, Dataset<Row> messages, PartitionFunction decoder, String decodeGate) {
    var tally = tally(judgement, decodeGate);
    var schema = judgement.candidates().schema();
    var task = task(judgement, schema, tally);
    var kept = MappedRows.of(messages, rows -> task.ofEpoch(decoder.apply(rows)), schema);
    return new StreamedRows(kept.select(judgement.payload().toArray(Column[]::new)), tally);
  }

  private GateTally tally(Judgement judgement, String corruptGate) {
    var counter = new GateCounter();
    session.sparkContext().register(counter, name);
    return new GateTally(
        spec(judgement, corruptGate), counter, judgement.rules(), judgement.measures());
  }

  private GateTask task(Judgement judgement, StructType schema, GateTally tally) {
    var condition = RowColumns.of(session, schema, List.of(passes(judgement)));
    var known = RowColumns.of(session, schema, evidence(judgement, statuses(judgement.rules())));
    return new GateTask(
        tally.spec(),
        condition,
        known,
        RowMeasures.of(session, schema, judgement.measures(), MetricScope.READ),
        RowMeasures.of(session, schema, judgement.measures(), MetricScope.KEPT),
        tally.counter(),
        quarantine.orElse(null));
  }

  // The text of a row is made for rejected rows only: it costs more than all rules together.
  private static List<Column> evidence(Judgement judgement, Column status) {
    var isViolated = array_contains(status, lit(Evidence.VIOLATED));
    return List.of(
        status.as(Evidence.STATUS),
        judgement.corrupt().cast(DataTypes.StringType).as(Evidence.CORRUPT),
        judgement.outside().as(Evidence.OUTSIDE),
        judgement.position().as(Evidence.POSITION),
        when(isViolated, judgement.row()).as(Evidence.ROW),
        judgement.raw().cast(DataTypes.StringType).as(Evidence.RAW));
  }

  // Most rows pass, and nothing more need be said of them.
  private static Column passes(Judgement judgement) {
    var isInside = not(judgement.outside());
    return judgement.corrupt().isNull().and(isInside).and(allPass(judgement.rules()));
  }

  private static Column allPass(List<GateRule> rules) {
    return rules.stream().map(GateRule::check).reduce(Column::and).orElse(lit(true));
  }

  private static Column statuses(List<GateRule> rules) {
    return array(rules.stream().map(Gate::status).toArray(Column[]::new))
        .cast(DataTypes.createArrayType(DataTypes.ByteType));
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
        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
  }
}
