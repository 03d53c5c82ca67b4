package io.dataplat.jobs.delta;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/** The files of one version of a Delta table, and those that are written beside it. */
record DeltaFiles(DeltaTable table, OptimisticTransaction transaction) {

  /** The column that says which file of the table a row is in. */
  static final String FILE = "_stored_in";

  /** The files beside the version that readers see now. */
  static DeltaFiles beside(DeltaTable table) {
    return new DeltaFiles(
        table, table.log().startTransaction(Option.empty(), Option.apply(table.newest())));
  }

  /** The version. */
  Snapshot base() {
    return transaction.snapshot();
  }

  /** Its rows, with the files they are in. */
  Dataset<Row> rows() {
    return table.rows(base()).select(col("*"), col("_metadata.file_path").as(FILE));
  }

  /** All of its files. */
  List<AddFile> all() {
    return base().allFiles().collectAsList();
  }

  /** The rows of some files. */
  Dataset<Row> rowsOf(List<AddFile> files) {
    return table
        .log()
        .createDataFrame(
            base(), CollectionConverters.asScala(files).toSeq(), false, Option.empty());
  }

  /** Writes files that no reader sees before a commit names them. */
  List<AddFile> write(Dataset<Row> rows) {
    if (InternalRows.areNone(rows)) {
      return List.of();
    }
    var columns =
        Stream.of(base().schema().fields())
            .map(field -> col(Names.quote(field.name())).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    return CollectionConverters.asJava(transaction.writeFiles(rows.select(columns))).stream()
        .map(AddFile.class::cast)
        .toList();
  }

  /** How many rows files have; nothing if one of them does not say. */
  static Optional<Long> records(List<AddFile> files) {
    var counts =
        files.stream()
            .flatMap(file -> OptionConverters.toJava(file.numLogicalRecords()).stream())
            .map(count -> (Long) count)
            .toList();
    return counts.size() == files.size()
        ? Optional.of(counts.stream().mapToLong(Long::longValue).sum())
        : Optional.empty();
  }
}
