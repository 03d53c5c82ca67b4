package io.dataplat.jobplan;

/** A column of the rows, and the key column that must have its value. */
public record LookupKey(String column, String key) {}
