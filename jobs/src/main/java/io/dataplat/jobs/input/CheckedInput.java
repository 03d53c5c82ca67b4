package io.dataplat.jobs.input;

import io.dataplat.jobs.gate.GateReport;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of an input that passed its gate, and the gate's report once the run has read them. For
 * files the rows have the column {@link InputReader#SOURCE_FILE} behind those of the contract.
 *
 * @param unknownColumns what the contract lacks, as far as it is known before the rows are read
 * @param unknownFields what only the rows themselves have told of, once they are read
 */
public record CheckedInput(
    PinnedInput pinned,
    Dataset<Row> rows,
    Supplier<GateReport> report,
    List<String> unknownColumns,
    Supplier<List<String>> unknownFields) {}
