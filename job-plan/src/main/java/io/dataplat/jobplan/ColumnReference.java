package io.dataplat.jobplan;

/** A column of a dataset whose values another column takes. */
public record ColumnReference(String dataset, String column) {}
