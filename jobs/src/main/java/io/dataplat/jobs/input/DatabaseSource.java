package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.database.DatabaseColumn;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    var found =
        FoundColumns.of(
            dataset,
            table,
            (column, type) -> CopyForms.of(column.type(), type).map(form -> column));
    var columns = found.forms();
    var spec = spec(columns);
    var queries = conditions.stream().map(condition -> query(columns, condition)).toList();
    var rows =
        JavaSparkContext.fromSparkContext(session.sparkContext())
            .parallelize(queries, queries.size())
            .<InternalRow>mapPartitions(part -> rows(spec, part));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(InternalRows.dataset(session, rows, schema), found.unknown());
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
}
