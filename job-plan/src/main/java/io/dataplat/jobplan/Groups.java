package io.dataplat.jobplan;

import java.util.List;

/**
 * The groups that an output has a row of each: rows with equal values in all columns are one.
 *
 * @param of the input or step whose rows are grouped
 */
public record Groups(String of, List<GroupColumn> columns) {
  /** Copies what the caller may still change. */
  public Groups {
    columns = List.copyOf(columns);
  }
}
