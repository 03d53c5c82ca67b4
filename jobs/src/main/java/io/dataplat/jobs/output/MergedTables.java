package io.dataplat.jobs.output;

/**
 * A table and the rows that are merged into it, quoted.
 *
 * @param onKeys which rows {@code s} of the one belong to which rows {@code t} of the other
 */
record MergedTables(String table, String staged, String onKeys) {}
