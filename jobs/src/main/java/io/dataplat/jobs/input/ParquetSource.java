package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.DatasetContract;
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
    unknown.addAll(new FileColumns(dataset, file, Widening::allows).unknown(schema));
    var found = session.read().schema(schema).parquet(file.uri());
    var columns = new ArrayList<Column>();
    dataset
        .columns()
        .forEach(
            column ->
                columns.add(
                    NestedColumns.of(
                            col(Names.quote(column.sourceName())),
                            schema.apply(column.sourceName()).dataType(),
                            column)
                        .as(column.name())));
    columns.add(lit(null).cast(DataTypes.StringType).as(SourceColumns.CORRUPT));
    columns.add(lit(file.path()).as(SourceColumns.FILE));
    columns.add(col("_metadata.row_index").as(SourceColumns.OFFSET));
    columns.add(lit(null).cast(DataTypes.StringType).as(SourceColumns.RAW));
    return found.select(columns.toArray(Column[]::new));
  }
}
