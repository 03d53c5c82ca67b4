package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.Widening;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads Parquet files by contract: by name, and widening only. */
final class ParquetSource {

  private final SparkSession session;
  private final DatasetContract dataset;
  private final ParquetSchemas schemas;

  ParquetSource(SparkSession session, DatasetContract dataset) {
    this.session = session;
    this.dataset = dataset;
    this.schemas = new ParquetSchemas(session);
  }

  SourceRows read(List<SourceFile> files) {
    var unknown = new LinkedHashSet<String>();
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    var rows = Optional.<Dataset<Row>>empty();
    for (var file : files) {
      var part = rows(file, unknown);
      rows = Optional.of(rows.map(before -> before.unionByName(part)).orElse(part));
    }
    return new SourceRows(
        rows.orElseGet(() -> session.createDataFrame(List.of(), schema)), List.copyOf(unknown));
  }

  private Dataset<Row> rows(SourceFile file, Set<String> unknown) {
    var schema = schemas.of(file);
    check(file, schema, unknown);
    var found = session.read().schema(schema).parquet(file.uri());
    var columns = new ArrayList<Column>();
    dataset
        .columns()
        .forEach(
            column ->
                columns.add(
                    col(Names.quote(column.sourceName()))
                        .cast(ColumnTypes.of(column))
                        .as(column.name())));
    columns.add(lit(null).cast(DataTypes.StringType).as(SourceColumns.CORRUPT));
    columns.add(lit(file.path()).as(SourceColumns.FILE));
    columns.add(col("_metadata.row_index").as(SourceColumns.OFFSET));
    columns.add(lit(null).cast(DataTypes.StringType).as(SourceColumns.RAW));
    return found.select(columns.toArray(Column[]::new));
  }

  private void check(SourceFile file, StructType found, Set<String> unknown) {
    var rest = new LinkedHashSet<>(List.of(found.fieldNames()));
    for (var column : dataset.columns()) {
      if (!rest.remove(column.sourceName())) {
        throw refused(file, "has no column `" + column.sourceName() + "`");
      }
      var type = found.apply(column.sourceName()).dataType();
      if (!Widening.allows(type, ColumnTypes.of(column))) {
        throw refused(
            file,
            "has `%s` of the type `%s`, which does not widen to `%s`"
                .formatted(column.sourceName(), type.sql(), ColumnTypes.of(column).sql()));
      }
    }
    if (!rest.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused(file, "has the unknown column `" + rest.iterator().next() + "`");
    }
    unknown.addAll(rest);
  }

  private JobFailure refused(SourceFile file, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "the file `" + file.path() + "` of `" + dataset.id() + "` " + what);
  }
}
