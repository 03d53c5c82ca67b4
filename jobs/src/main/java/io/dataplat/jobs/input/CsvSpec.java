package io.dataplat.jobs.input;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/** What a task needs to read CSV records by contract. */
record CsvSpec(
    CsvFormat format, String zone, List<String> names, List<DataType> types, boolean keepRaw)
    implements Serializable {}
