package io.dataplat.jobs.write;

import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.iceberg.spark.source.SparkTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.write.DeltaWrite;
import org.apache.spark.sql.connector.write.LogicalWriteInfoImpl;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.connector.write.RowLevelOperationInfoImpl;
import org.apache.spark.sql.connector.write.SupportsDelta;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.execution.datasources.v2.DistributionAndOrderingUtils;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Changes rows of a branch whose places are known, in one commit: what {@code MERGE} does after it
 * has searched the whole table for them.
 */
final class PlacedRows {

  private final StageTarget target;
  private final SparkTable table;
  private final StructType schema;
  private final SupportsDelta operation;
  private final CaseInsensitiveStringMap options;
  private final List<String> id;
  private final List<String> metadata;

  /** The branch as it is now; another commit to it in between fails this one. */
  PlacedRows(StageTarget target) {
    this.target = target;
    var loaded = target.branch().table().load();
    this.table = SparkTable.create(loaded, target.branch().name());
    this.schema = SparkSchemaUtil.convert(loaded.schema());
    this.options = options(loaded.spec().isUnpartitioned());
    var info = new RowLevelOperationInfoImpl(Command.MERGE, options);
    this.operation = (SupportsDelta) table.newRowLevelOperationBuilder(info).build();
    // Says what the rows come from, so that the commit can tell whether it is still there.
    operation.newScanBuilder(options).build();
    this.id = names(operation.rowId());
    this.metadata = names(operation.requiredMetadataAttributes());
  }

  // Rows of a table without partitions need no order among themselves, and only such as replace
  // others have to meet in one task.
  private CaseInsensitiveStringMap options(boolean isUnpartitioned) {
    if (!isUnpartitioned) {
      return CaseInsensitiveStringMap.empty();
    }
    return new CaseInsensitiveStringMap(
        target.branch().liveRecords() == 0
            ? Map.of(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, "false")
            : Map.of(SparkWriteOptions.FANOUT_ENABLED, "true"));
  }

  private static List<String> names(NamedReference[] references) {
    return Stream.of(references).map(each -> each.fieldNames()[0]).toList();
  }

  /** The columns of the table that say where a row is. */
  List<String> columns() {
    return Stream.concat(id.stream(), metadata.stream()).toList();
  }

  /**
   * Writes the rows, and tells how many there are of each kind. Nothing is committed if nothing is
   * to be done.
   *
   * @param rows the columns of the table, those of a place, what became of a change ({@code
   *     _became}) and what is to be done ({@code _does}), which may be nothing
   */
  Map<DeltaTask.Kind, Long> write(Dataset<Row> rows) {
    var write = delta();
    var batch = write.toBatch();
    var made = InternalRows.of(distributed(inOrder(rows), write)).rows();
    var writers = batch.createBatchWriterFactory(made::getNumPartitions);
    var task = new DeltaTask(writers, schema, of(id), of(metadata));
    var written = made.mapPartitionsWithIndex(task::write, false).collect();
    var kinds = DeltaTask.Written.kinds(written);
    if (kinds.keySet().stream().anyMatch(each -> each.does() != null)) {
      batch.commit(
          written.stream().map(DeltaTask.Written::message).toArray(WriterCommitMessage[]::new));
    }
    return kinds;
  }

  // A table may have a wider type than the contract that it came from.
  private Dataset<Row> inOrder(Dataset<Row> rows) {
    var values =
        Stream.of(schema.fields())
            .map(
                field ->
                    "CAST(%1$s AS %2$s) AS %1$s"
                        .formatted(Names.quote(field.name()), field.dataType().sql()));
    var places = columns().stream().map(Names::quote);
    return rows.selectExpr(
        Stream.of(values, places, Stream.of(ChainTask.BECAME, ChainTask.DOES))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private DeltaWrite delta() {
    var info =
        new LogicalWriteInfoImpl(
            UUID.randomUUID().toString(),
            schema,
            options,
            Optional.of(of(id)),
            Optional.of(of(metadata)));
    return operation.newWriteBuilder(info).build();
  }

  // A row of a place has all of it.
  private StructType of(List<String> names) {
    var all = table.metadataColumns();
    var type = new StructType();
    for (var name : names) {
      var column = Stream.of(all).filter(each -> each.name().equals(name)).findFirst();
      type = type.add(name, column.map(MetadataColumn::dataType).orElseThrow(), !id.contains(name));
    }
    return type;
  }

  private Dataset<Row> distributed(Dataset<Row> rows, DeltaWrite write) {
    var session = (SparkSession) target.session();
    var catalog =
        (FunctionCatalog)
            session.sessionState().catalogManager().catalog(target.dataset().connection());
    var plan = ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().analyzed();
    return org.apache.spark.sql.classic.Dataset.ofRows(
        session,
        DistributionAndOrderingUtils.prepareQuery(write, plan, scala.Option.apply(catalog)));
  }
}
