package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Reads a table of a MySQL by contract. A state of it is seen by one connection and once, so the
 * rows are kept on the disks of the executors before anybody looks at them: all outputs see the
 * same, and a run fails that loses them.
 */
final class MysqlSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final DatabaseTable table;

  MysqlSource(SparkSession session, DatasetContract dataset, DatabaseTable table) {
    this.session = session;
    this.dataset = dataset;
    this.table = table;
  }

  /**
   * The rows of the parts.
   *
   * @param conditions what the rows of each part have in common, in SQL of the database
   */
  SourceRows read(List<String> conditions) {
    var system = table.database().system();
    var found =
        FoundColumns.of(
            dataset,
            table,
            (column, type) -> MysqlForms.select(system.quote(column.name()), column.type(), type));
    var spec =
        new MysqlSpec(
            table.database(),
            table.name(),
            dataset.columns().stream().map(ContractColumn::name).toList(),
            dataset.columns().stream().map(ColumnTypes::of).toList());
    var parts = parts(String.join(", ", found.forms()), conditions);
    var rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(parts, parts.size())
            .<InternalRow>mapPartitions(part -> rows(spec, part));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    var kept =
        InternalRows.dataset(session, rows, schema).localCheckpoint(true, StorageLevel.DISK_ONLY());
    return new SourceRows(kept, found.unknown());
  }

  private List<MysqlPart> parts(String selected, List<String> conditions) {
    var parts = new ArrayList<MysqlPart>();
    var name = table.database().system().quote(table.name());
    for (var condition : conditions) {
      var place =
          table.name().text() + (conditions.size() > 1 ? " part " + (parts.size() + 1) : "");
      parts.add(
          new MysqlPart("SELECT %s FROM %s WHERE %s".formatted(selected, name, condition), place));
    }
    return parts;
  }

  private static Iterator<InternalRow> rows(MysqlSpec spec, Iterator<MysqlPart> parts) {
    var rows = MysqlRows.open(spec, parts.next());
    TaskCompletionListener close = context -> rows.close();
    TaskContext.get().addTaskCompletionListener(close);
    return rows;
  }
}
