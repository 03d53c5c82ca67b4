package io.dataplat.jobs.measure;

import io.dataplat.jobplan.MetricScope;
import org.apache.spark.sql.Column;

/**
 * A figure that one row at a time adds to, so that a gate can take it in its own pass.
 *
 * @param value a condition for {@link Aggregate#COUNT}, else a number of one of the types that
 *     {@link RowNumber} reads
 */
public record Measure(String name, Aggregate aggregate, MetricScope over, Column value) {}
