package io.dataplat.jobs.sample;

/**
 * Where a row is faulty.
 *
 * @param column the column's place; without meaning for a broken record
 */
record FaultyColumn(Fault fault, int column) {}
