package io.dataplat.jobs.gate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DatasetContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
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
    var spec = spec(judgement);
    var packed = pack(judgement);
    var counter = new GateCounter();
    session.sparkContext().register(counter, name);
    var judged =
        packed
            .toJavaRDD()
            .mapPartitionsWithIndex(new GateTask(spec, counter, quarantine.orElse(null)), true);
    var fields = Arrays.copyOf(packed.schema().fields(), judgement.payload().size());
    return new GatedRows(
        session.createDataFrame(judged, new StructType(fields)), judged, counter, spec);
  }

  private Dataset<Row> pack(Judgement judgement) {
    var judged = judgement.candidates().withColumn(Evidence.STATUS, status(judgement.rules()));
    // The text of a row is made for rejected rows only: it costs more than all rules together.
    var isViolated = array_contains(col(Evidence.STATUS), lit(Evidence.VIOLATED));
    var columns = new ArrayList<>(judgement.payload());
    columns.add(col(Evidence.STATUS));
    columns.add(judgement.corrupt().cast("string").as(Evidence.CORRUPT));
    columns.add(judgement.outside().as(Evidence.OUTSIDE));
    columns.add(
        when(isViolated.or(judgement.corrupt().isNotNull()), judgement.position())
            .as(Evidence.POSITION));
    columns.add(when(isViolated, judgement.row()).as(Evidence.ROW));
    columns.add(judgement.raw().cast("string").as(Evidence.RAW));
    return judged.select(columns.toArray(Column[]::new));
  }

  private static Column status(List<GateRule> rules) {
    return array(rules.stream().map(Gate::status).toArray(Column[]::new)).cast("array<tinyint>");
  }

  private static Column status(GateRule rule) {
    return when(rule.check(), lit(Evidence.PASSED))
        .when(rule.check().isNull(), lit(Evidence.UNKNOWN))
        .otherwise(lit(Evidence.VIOLATED));
  }

  private GateSpec spec(Judgement judgement) {
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
        rules.stream().map(GateRule::name).toList(),
        rules.stream().map(GateRule::action).toList(),
        GateRule.action(dataset.onInvalid()),
        UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString(),
        judgement.payload().size());
  }
}
