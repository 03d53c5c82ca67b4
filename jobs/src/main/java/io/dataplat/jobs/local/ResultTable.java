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
    return TextTable.render(lines.stream().map(line -> rightAligned(line, lines)).toList());
  }

  private static List<String> rightAligned(List<String> line, List<List<String>> lines) {
    var cells = new ArrayList<>(line);
    for (int i = 1; i < NAMES.size() - 1; i++) {
      var column = i;
      var width = lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
      cells.set(i, " ".repeat(width - line.get(i).length()) + line.get(i));
    }
    return cells;
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
