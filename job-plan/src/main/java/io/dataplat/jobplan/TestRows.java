package io.dataplat.jobplan;

import java.util.List;

/** Rows of an input, a step or an output, and where they are stated, as {@code file:line}. */
public record TestRows(String place, List<TestRow> rows) {
  /** Copies what the caller may still change. */
  public TestRows {
    rows = List.copyOf(rows);
  }
}
