package io.dataplat.jobs.input;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A part of a file: the records that begin in it. */
record FileSplit(SourceFile file, long start, long length) implements Serializable {

  // Of a compressed file the length says nothing about where its text ends.
  static final long TO_THE_END = Long.MAX_VALUE;

  private static final long LARGEST = 64L << 20;
  private static final long SMALLEST = 4L << 20;

  /** A file that one task reads from its first byte to its last. */
  static FileSplit whole(SourceFile file) {
    return new FileSplit(file, 0, TO_THE_END);
  }

  /** The parts of a file, each of at most this size. */
  static List<FileSplit> of(SourceFile file, long size) {
    var splits = new ArrayList<FileSplit>();
    for (long start = 0; start < file.length(); start += size) {
      splits.add(new FileSplit(file, start, Math.min(size, file.length() - start)));
    }
    return splits;
  }

  /** The size of splits that lets all cores work on the files without many small tasks. */
  static long size(List<SourceFile> files, int cores) {
    var total = files.stream().mapToLong(SourceFile::length).sum();
    return Math.min(LARGEST, Math.max(SMALLEST, total / (2L * cores)));
  }

  boolean isWhole() {
    return length == TO_THE_END;
  }

  long end() {
    return start + length;
  }
}
