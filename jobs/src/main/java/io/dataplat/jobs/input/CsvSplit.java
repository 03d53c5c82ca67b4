package io.dataplat.jobs.input;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a CSV file. {@code positions} says for each contract column which field holds it.
 *
 * @param width how many fields each record has
 */
record CsvSplit(FileSplit part, List<Integer> positions, int width) implements Serializable {}
