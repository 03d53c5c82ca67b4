package io.dataplat.jobs.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A batch on its branch: the rows that the table accepted, what became of them by the write mode,
 * and how to find the rows as readers would see them.
 */
public record Staged(long accepted, Map<String, Long> counters, Supplier<Dataset<Row>> rows) {

  /** Copies what the caller may still change. */
  public Staged {
    counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }
}
