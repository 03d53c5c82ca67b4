package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseColumn;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.database.TableName;
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
import org.apache.spark.util.TaskCompletionListener;

/** Reads a table of a database by contract, several parts of it at once. */
final class DatabaseSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final DatabaseTable table;

  DatabaseSource(SparkSession session, DatasetContract dataset, DatabaseTable table) {
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
    var columns = dataset.columns().stream().map(column -> found(column, unknown)).toList();
    // What a run of ours has added is no surprise.
    dataset.writer().ifPresent(writer -> unknown.remove(TechnicalColumns.BATCH_ID));
    if (!unknown.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused("has the unknown column `" + unknown.keySet().iterator().next() + "`");
    }
    var spec = spec(columns);
    var queries = conditions.stream().map(condition -> query(columns, condition)).toList();
    var rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(queries, queries.size())
            .<InternalRow>mapPartitions(part -> rows(spec, part));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(
        InternalRows.dataset(session, rows, schema), List.copyOf(unknown.keySet()));
  }

  private DatabaseColumn found(ContractColumn column, Map<String, DatabaseColumn> rest) {
    var found = rest.remove(column.sourceName());
    if (found == null) {
      throw refused("has no column `" + column.sourceName() + "`");
    }
    var type = ColumnTypes.of(column);
    if (CopyForms.of(found.type(), type).isEmpty()) {
      throw refused(
          "has `%s` of the type `%s`, which does not widen to `%s`"
              .formatted(column.sourceName(), found.type(), type.sql()));
    }
    return found;
  }

  private CopySpec spec(List<DatabaseColumn> columns) {
    return new CopySpec(
        table.database(),
        table.snapshot(),
        table.name(),
        dataset.columns().stream().map(ContractColumn::name).toList(),
        columns.stream().map(DatabaseColumn::type).toList(),
        dataset.columns().stream().map(ColumnTypes::of).toList(),
        table.hasPlaces(),
        table.isPartitioned());
  }

  private String query(List<DatabaseColumn> columns, String condition) {
    var selected =
        new ArrayList<>(
            columns.stream()
                .map(column -> TableName.quote(column.name()) + "::" + column.type())
                .toList());
    if (table.hasPlaces()) {
      selected.add("ctid");
    }
    if (table.hasPlaces() && table.isPartitioned()) {
      selected.add("tableoid::regclass::text");
    }
    return "SELECT %s FROM %s WHERE %s"
        .formatted(
            selected.stream().collect(Collectors.joining(", ")), table.name().sql(), condition);
  }

  private static Iterator<InternalRow> rows(CopySpec spec, Iterator<String> queries) {
    var stream = CopyStream.open(spec, queries.next());
    TaskCompletionListener close = context -> stream.close();
    TaskContext.get().addTaskCompletionListener(close);
    return new CopyRows(spec, stream);
  }

  private JobFailure refused(String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "the table `%s` of `%s` %s".formatted(table.name().text(), dataset.id(), what));
  }
}
