package io.dataplat.compiler.analysis;

import java.util.List;

/**
 * The groups that an output has a row of each, where a run replaces those that new rows touch.
 *
 * @param input what is read by its changes
 * @param of the input or step whose rows are grouped
 */
public record TouchedGroups(String input, String of, List<Column> columns) {
  public TouchedGroups {
    columns = List.copyOf(columns);
  }

  /** A column of the output, and its value in SQL over a row that is grouped. */
  public record Column(String name, String value) {}
}
