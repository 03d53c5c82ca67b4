package io.dataplat.jobs.input;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a source: contract columns, then {@link SourceColumns}; and columns nobody declared.
 */
public record SourceRows(Dataset<Row> rows, List<String> unknownColumns) {}
