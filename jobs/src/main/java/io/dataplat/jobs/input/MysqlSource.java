package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseColumn;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    var unknown = new LinkedHashMap<String, DatabaseColumn>();
    table.columns().forEach(column -> unknown.put(column.name(), column));
    var selected =
        dataset.columns().stream()
            .map(column -> select(column, unknown))
            .collect(Collectors.joining(", "));
    if (!unknown.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused("has the unknown column `" + unknown.keySet().iterator().next() + "`");
    }
    var spec =
        new MysqlSpec(
            table.database(),
            table.name(),
            dataset.columns().stream().map(ContractColumn::name).toList(),
            dataset.columns().stream().map(ColumnTypes::of).toList());
    var parts = parts(selected, conditions);
    var rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(parts, parts.size())
            .<InternalRow>mapPartitions(part -> rows(spec, part));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    var kept =
        InternalRows.dataset(session, rows, schema).localCheckpoint(true, StorageLevel.DISK_ONLY());
    return new SourceRows(kept, List.copyOf(unknown.keySet()));
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

  private String select(ContractColumn column, Map<String, DatabaseColumn> rest) {
    var found = rest.remove(column.sourceName());
    if (found == null) {
      throw refused("has no column `" + column.sourceName() + "`");
    }
    var type = ColumnTypes.of(column);
    return MysqlForms.select(
            table.database().system().quote(column.sourceName()), found.type(), type)
        .orElseThrow(
            () ->
                refused(
                    "has `%s` of the type `%s`, which does not widen to `%s`"
                        .formatted(column.sourceName(), found.type(), type.sql())));
  }

  private static Iterator<InternalRow> rows(MysqlSpec spec, Iterator<MysqlPart> parts) {
    var rows = MysqlRows.open(spec, parts.next());
    TaskCompletionListener close = context -> rows.close();
    TaskContext.get().addTaskCompletionListener(close);
    return rows;
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "the table `%s` of `%s` %s".formatted(table.name().text(), dataset.id(), what));
  }
}
