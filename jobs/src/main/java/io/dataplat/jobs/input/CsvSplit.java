package io.dataplat.jobs.input;

import java.io.Serializable;
import java.util.List;

/**
 * A part of a CSV file: the records that begin in it. {@code positions} says for each contract
 * column which field holds it.
 */
record CsvSplit(SourceFile file, long start, long length, List<Integer> positions, int width)
    implements Serializable {

  // Of a compressed file the length says nothing about where its text ends.
  static final long TO_THE_END = Long.MAX_VALUE;

  boolean isCompressed() {
    return length == TO_THE_END;
  }

  long end() {
    return start + length;
  }
}
