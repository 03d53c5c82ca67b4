package io.dataplat.jobs.input;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a CSV file: the records that begin in it. {@code positions} says for each contract
 * column which field holds it.
 */
record CsvSplit(SourceFile file, long start, long length, List<Integer> positions, int width)
    implements Serializable {

  long end() {
    return start + length;
  }
}
