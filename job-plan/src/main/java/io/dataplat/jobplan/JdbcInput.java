package io.dataplat.jobplan;

/** How a database table is split for reading; no plan of version 1.0 has one. */
public record JdbcInput(String partitionColumn, int partitions, String consistency) {}
