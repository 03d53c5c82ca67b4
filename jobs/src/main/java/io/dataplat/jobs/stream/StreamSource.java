package io.dataplat.jobs.stream;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.StreamInput;
import io.dataplat.jobplan.Watermark;
import io.dataplat.jobs.gate.ContractRules;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.gate.GateRule;
import io.dataplat.jobs.gate.StreamedRows;
import io.dataplat.jobs.input.JsonRecords;
import io.dataplat.jobs.input.SourceColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a topic by contract, through the gate of its input.
 *
 * @param dropsLate whether rows that are behind the watermark are left out, because an operation
 *     would no longer find what it remembers of them
 * @param withMessage whether a column wants topic, partition, offset or timestamp
 */
record StreamSource(
    SparkSession session,
    Input input,
    DatasetContract dataset,
    String runId,
    Optional<Table> quarantine,
    QuarantineRows piiRows,
    boolean dropsLate,
    boolean withMessage) {

  /** Where records that never became a row are stopped. */
  static final String DECODE = "decode";

  private static final StructType MESSAGE =
      new StructType()
          .add("topic", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType)
          .add("timestamp", DataTypes.TimestampType);

  /** The rows of the topic from these offsets on. */
  StreamedRows read(KafkaCluster cluster, String startingOffsets) {
    var reader =
        session
            .readStream()
            .format("kafka")
            .option("subscribe", dataset.location().topic().orElseThrow())
            .option("startingOffsets", startingOffsets)
            // A record that is gone before it was read is a loss that somebody must accept by name.
            .option("failOnDataLoss", true)
            .option("includeHeaders", keepRaw());
    cluster.client().forEach((key, value) -> reader.option("kafka." + key, value));
    stream().maxPerTrigger().ifPresent(most -> reader.option("maxOffsetsPerTrigger", most));
    return judged(reader.load().select(columns()));
  }

  private StreamInput stream() {
    return input.stream().orElseThrow();
  }

  private Column[] columns() {
    return KafkaDecoder.COLUMNS.stream()
        .map(name -> isRead(name) ? col(name) : lit(null).as(name))
        .toArray(Column[]::new);
  }

  private StructType decoded() {
    return ColumnTypes.struct(dataset.columns())
        .add(SourceColumns.CORRUPT, DataTypes.StringType)
        .add(SourceColumns.RAW, DataTypes.StringType)
        .add(SourceColumns.MESSAGE, MESSAGE);
  }

  private KafkaDecoder decoder() {
    var records = new JsonRecords(dataset.columns(), dataset.onUnknownColumn());
    return new KafkaDecoder(records, dataset.columns().size(), keepRaw());
  }

  private boolean isRead(String column) {
    return switch (column) {
      case "key", "headers" -> keepRaw();
      case "timestamp" -> keepRaw() || withMessage;
      default -> true;
    };
  }

  private StreamedRows judged(Dataset<Row> messages) {
    var columns =
        dataset.columns().stream().map(column -> col(Names.quote(column.name()))).toList();
    var payload = new ArrayList<>(columns);
    if (withMessage) {
      payload.add(col(SourceColumns.MESSAGE));
    }
    var none = lit(null).cast(DataTypes.StringType);
    var judgement =
        new Gate.Judgement(
            session.createDataFrame(List.of(), decoded()),
            rules(),
            List.of(),
            payload,
            corrupt(),
            late(),
            position(),
            piiRows.keep(dataset) ? to_json(struct(columns.toArray(Column[]::new))) : none,
            col(SourceColumns.RAW));
    return new Gate(session, dataset, "input:" + input.alias(), new BatchId(""), runId, quarantine)
        .judgeStream(judgement, messages, decoder(), DECODE);
  }

  private static Column position() {
    var message = col(SourceColumns.MESSAGE);
    return concat_ws(
        ":", message.getField("topic"), message.getField("partition"), message.getField("offset"));
  }

  private List<GateRule> rules() {
    var rules = new ArrayList<>(ContractRules.implicit(dataset));
    rules.addAll(ContractRules.declared(session, input.rules()));
    return rules;
  }

  // One clock that is years ahead would make every other row late. The time of a batch is part of
  // its log, so a batch that is repeated judges the same.
  private Column corrupt() {
    var corrupt = col(SourceColumns.CORRUPT);
    return stream()
        .watermark()
        .map(
            watermark ->
                coalesce(
                    corrupt,
                    when(
                        isAhead(watermark),
                        lit("future:" + watermark.column()).cast(DataTypes.StringType))))
        .orElse(corrupt);
  }

  private static Column isAhead(Watermark watermark) {
    var limit = Duration.parse(watermark.futureLimit()).toMillis() * 1000;
    return udf(new FutureRow(limit), DataTypes.BooleanType).apply(micros(watermark));
  }

  private static Column micros(Watermark watermark) {
    return unix_micros(col(Names.quote(watermark.column())).cast(DataTypes.TimestampType));
  }

  private Column late() {
    return dropsLate
        ? stream()
            .watermark()
            .map(
                watermark ->
                    coalesce(
                        udf(new LateRow(), DataTypes.BooleanType).apply(micros(watermark)),
                        lit(false)))
            .orElse(lit(false))
        : lit(false);
  }

  private boolean keepRaw() {
    return !dataset.holdsPersonalData();
  }
}
