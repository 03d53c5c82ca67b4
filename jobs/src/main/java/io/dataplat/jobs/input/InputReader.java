package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.QuarantineRows;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.gate.ContractRules;
import io.dataplat.jobs.gate.Gate;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.gate.GateRule;
import io.dataplat.jobs.measure.MetricMeasures;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/** Reads pinned inputs by contract, through their gates. */
public record InputReader(
    SparkSession session,
    BatchId batch,
    String runId,
    Optional<DataInterval> interval,
    QuarantineRows piiRows,
    Optional<Table> quarantine) {

  /** The hidden column that says which file a row came from. */
  public static final String SOURCE_FILE = "_source_file";

  /** The rows of an input. */
  public CheckedInput read(PinnedInput pinned) {
    if (pinned.isFiles()) {
      return gated(pinned, new FileSource(session, pinned.dataset()).read(pinned.files()));
    }
    if (pinned.parts().isPresent()) {
      return gated(pinned, database(pinned.dataset(), pinned.parts().get()));
    }
    if (pinned.delta().isPresent()) {
      return deltaTable(pinned, new DeltaSource(pinned.delta().get(), pinned.dataset()));
    }
    var rows = table(pinned);
    return isChecked(pinned)
        ? gated(pinned, new SourceRows(withSourceColumns(rows), List.of()))
        : plain(pinned, rows);
  }

  private CheckedInput deltaTable(PinnedInput pinned, DeltaSource source) {
    var found = source.read(pinned);
    return isChecked(pinned)
        ? gated(pinned, found.with(withSourceColumns(found.rows())))
        : plain(pinned, found.rows());
  }

  private SourceRows database(DatasetContract dataset, PinnedParts parts) {
    return parts.table().database().system() == DatabaseSystem.MYSQL
        ? new MysqlSource(session, dataset, parts.table()).read(parts.conditions())
        : new DatabaseSource(session, dataset, parts.table()).read(parts.conditions());
  }

  private Dataset<Row> table(PinnedInput pinned) {
    var schema = ColumnTypes.struct(pinned.dataset().columns());
    if (pinned.snapshot().isEmpty()
        || pinned.changes().filter(ChangesRange::hasNoRows).isPresent()) {
      return session.createDataFrame(List.of(), schema);
    }
    var table = TargetTable.of(session, pinned.dataset());
    var changes = pinned.changes().filter(range -> !range.isFromStart());
    return changes.isPresent()
        ? session
            .read()
            .option("start-snapshot-id", changes.get().position().from())
            .option("end-snapshot-id", changes.get().position().to())
            .table(table.name())
            .select(columns(pinned.dataset()).toArray(Column[]::new))
        : all(pinned);
  }

  /** All rows of a table of a catalog, as they are in its pinned snapshot and unchecked. */
  public Dataset<Row> all(PinnedInput pinned) {
    var columns =
        pinned.dataset().columns().stream()
            .map(column -> Names.quote(column.name()))
            .collect(Collectors.joining(", "));
    return session.sql(
        "SELECT %s FROM %s VERSION AS OF %s"
            .formatted(
                columns,
                TargetTable.of(session, pinned.dataset()).name(),
                pinned.snapshot().orElseThrow()));
  }

  // What a task of the repository wrote was checked there; a null time belongs to no interval.
  private static boolean isChecked(PinnedInput pinned) {
    var time = timeColumn(pinned);
    return pinned.dataset().writer().isEmpty() || time.map(ContractColumn::nullable).orElse(false);
  }

  private static Optional<ContractColumn> timeColumn(PinnedInput pinned) {
    return pinned.input().read() != ReadMode.INTERVAL
        ? Optional.empty()
        : pinned.dataset().columns().stream()
            .filter(column -> pinned.dataset().timeColumn().equals(Optional.of(column.name())))
            .findFirst();
  }

  private Column isInside(ContractColumn time) {
    return new TimeBounds(interval.orElseThrow(), ColumnTypes.of(time))
        .contains(col(Names.quote(time.name())));
  }

  private CheckedInput plain(PinnedInput pinned, Dataset<Row> rows) {
    var inside = timeColumn(pinned).map(time -> rows.where(isInside(time))).orElse(rows);
    // The snapshot is pinned, so to count it once more cannot give another number.
    return new CheckedInput(
        pinned,
        inside,
        () -> GateReport.unchecked("input:" + pinned.input().alias(), inside.count()),
        List.of(),
        List::of);
  }

  private CheckedInput gated(PinnedInput pinned, SourceRows source) {
    var dataset = pinned.dataset();
    var gate =
        new Gate(session, dataset, "input:" + pinned.input().alias(), batch, runId, quarantine);
    var columns = columns(dataset);
    var payload = new ArrayList<>(columns);
    if (pinned.isFiles()) {
      payload.add(col(SourceColumns.FILE).as(SOURCE_FILE));
    }
    var text = lit(null).cast(DataTypes.StringType);
    var outside = timeColumn(pinned).map(time -> not(coalesce(isInside(time), lit(true))));
    var judged =
        gate.judge(
            new Gate.Judgement(
                source.rows(),
                rules(pinned),
                new MetricMeasures(dataset).of(pinned.input().metrics()),
                payload,
                col(SourceColumns.CORRUPT),
                outside.orElse(lit(false)),
                position(pinned),
                piiRows.keep(dataset) ? to_json(struct(columns.toArray(Column[]::new))) : text,
                col(SourceColumns.RAW)));
    return new CheckedInput(
        pinned, judged.kept(), judged::report, source.unknownColumns(), source.unknownFields());
  }

  private static Column position(PinnedInput pinned) {
    var system = pinned.parts().map(parts -> parts.table().database().system());
    return system.equals(Optional.of(DatabaseSystem.POSTGRESQL))
        ? RowPlace.position()
        : concat(
            col(SourceColumns.FILE),
            lit(":"),
            col(SourceColumns.OFFSET).cast(DataTypes.StringType));
  }

  private List<GateRule> rules(PinnedInput pinned) {
    var rules = new ArrayList<GateRule>();
    timeColumn(pinned)
        .filter(ContractColumn::nullable)
        .ifPresent(time -> rules.add(ContractRules.timeMissing(pinned.dataset(), time)));
    if (pinned.dataset().writer().isEmpty()) {
      UnknownColumns.rule(pinned.dataset()).ifPresent(rules::add);
      rules.addAll(ContractRules.implicit(pinned.dataset()));
      rules.addAll(ContractRules.declared(session, pinned.input().rules()));
    }
    return rules;
  }

  private static Dataset<Row> withSourceColumns(Dataset<Row> rows) {
    var text = lit(null).cast(DataTypes.StringType);
    return rows.withColumn(SourceColumns.CORRUPT, text)
        .withColumn(SourceColumns.FILE, text)
        .withColumn(SourceColumns.OFFSET, lit(null).cast(DataTypes.LongType))
        .withColumn(SourceColumns.RAW, text);
  }

  private static List<Column> columns(DatasetContract dataset) {
    return dataset.columns().stream().map(column -> col(Names.quote(column.name()))).toList();
  }
}
