package io.dataplat.jobs.gate;

import java.util.List;

/** What is known of a row that does not pass: columns, in their order. */
final class Evidence {

  /** For each rule: violated, passed or unknown. */
  static final String STATUS = "_status";

  static final String CORRUPT = "_corrupt";
  static final String OUTSIDE = "_outside";
  static final String POSITION = "_position";
  static final String ROW = "_row";
  static final String RAW = "_raw";

  static final byte VIOLATED = 0;
  static final byte PASSED = 1;
  static final byte UNKNOWN = 2;

  private static final List<String> ORDER = List.of(STATUS, CORRUPT, OUTSIDE, POSITION, ROW, RAW);

  private Evidence() {}

  static int index(String column) {
    return ORDER.indexOf(column);
  }
}
