package io.dataplat.jobs.local;

import io.dataplat.jobs.console.Numbers;
import io.dataplat.jobs.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The end of a live run: what became of the messages of each stream. */
final class StreamTable {

  private static final List<String> NAMES =
      List.of(
          "task",
          "sent",
          "read",
          "written",
          "dead letters",
          "quarantined",
          "dropped",
          "late",
          "deduplicated",
          "filtered");

  private StreamTable() {}

  static String of(Map<String, StreamTotals> totals, Map<String, Integer> sent) {
    var lines = new ArrayList<List<String>>();
    lines.add(NAMES);
    totals.forEach(
        (task, each) -> lines.add(cells(task, sent.getOrDefault(task, 0), each.counts())));
    return TextTable.renderNumbers(lines, 1, NAMES.size());
  }

  private static List<String> cells(String task, long sent, StreamCounts counts) {
    var numbers =
        Stream.of(
            sent,
            counts.read(),
            counts.written(),
            counts.deadLetters(),
            counts.quarantined(),
            counts.dropped(),
            counts.late(),
            counts.deduplicated(),
            counts.filtered());
    return Stream.concat(Stream.of(task), numbers.map(Numbers::of)).toList();
  }
}
