package io.dataplat.jobs.local;

import io.dataplat.jobs.console.Numbers;
import io.dataplat.jobs.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The end of a local run: one line for each task. */
public final class ResultTable {

  private static final List<String> NAMES =
      List.of("task", "runs", "read", "written", "quarantined", "dropped", "status");

  private ResultTable() {}

  /** The lines of the table; what did not run has no numbers. */
  public static String of(List<TaskResult> results) {
    var lines = new ArrayList<List<String>>();
    lines.add(NAMES);
    results.forEach(result -> lines.add(cells(result)));
    return TextTable.renderNumbers(lines, 1, NAMES.size() - 1);
  }

  private static List<String> cells(TaskResult result) {
    return List.of(
        result.task(),
        result.runs() == 0 ? "" : Numbers.of(result.runs()),
        rows(result, RowCounts::read),
        rows(result, RowCounts::written),
        rows(result, RowCounts::quarantined),
        rows(result, RowCounts::dropped),
        result.status());
  }

  private static String rows(TaskResult result, ToLongFunction<RowCounts> count) {
    return result.runs() == 0 ? "" : Numbers.of(count.applyAsLong(result.rows()));
  }
}
