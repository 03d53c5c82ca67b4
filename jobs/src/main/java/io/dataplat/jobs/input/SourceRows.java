package io.dataplat.jobs.input;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a source: contract columns, then {@link SourceColumns}; and columns nobody declared.
 *
 * @param unknownFields the names of those that only the rows themselves have, once they are read
 */
public record SourceRows(
    Dataset<Row> rows, List<String> unknownColumns, Supplier<List<String>> unknownFields) {

  /** Copies what the caller may still change. */
  public SourceRows {
    unknownColumns = List.copyOf(unknownColumns);
  }

  /** The rows of a source that has a list of its columns. */
  SourceRows(Dataset<Row> rows, List<String> unknownColumns) {
    this(rows, unknownColumns, List::of);
  }

  /** The same rows under the names of another query. */
  SourceRows with(Dataset<Row> same) {
    return new SourceRows(same, unknownColumns, unknownFields);
  }
}
