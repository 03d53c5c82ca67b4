package io.dataplat.jobs.replay;

import io.dataplat.jobs.console.Numbers;
import io.dataplat.jobs.console.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The end of a replay as text: for each batch and rule the rows before and now. */
record ReplayText(String task, RejectedBatches rejected) {

  private static final List<String> NAMES =
      List.of("batch", "gate", "rules", "before", "now", "outcome");
  private static final int FIRST_NUMBER = 3;
  private static final int AFTER_NUMBERS = 5;

  /** Where a row was stopped, and why. */
  private record Reason(String gate, String rules) {
    static Reason of(RejectedRows rows) {
      return new Reason(rows.gate(), String.join(",", rows.rules()));
    }
  }

  /**
   * The lines.
   *
   * @param rows what is in quarantine now
   */
  String of(List<ReplayedBatch> batches, List<RejectedRows> rows) {
    if (batches.isEmpty()) {
      return task + "  " + nothing() + "\n";
    }
    var lines = new ArrayList<List<String>>();
    lines.add(NAMES);
    batches.forEach(batch -> lines.addAll(lines(batch, now(batch, rows))));
    var released = batches.stream().mapToLong(ReplayedBatch::released).sum();
    var left = batches.stream().flatMap(batch -> now(batch, rows).stream());
    return "\n"
        + TextTable.renderNumbers(lines, FIRST_NUMBER, AFTER_NUMBERS)
        + "%s  released %s, in quarantine %s%n"
            .formatted(
                task,
                Numbers.count(released, "row"),
                Numbers.count(left.mapToLong(RejectedRows::rows).sum(), "row"));
  }

  private String nothing() {
    return rejected.all().isEmpty()
        ? "nothing is in quarantine"
        : "nothing in quarantine is asked for; the rules that rows were rejected for are "
            + String.join(", ", rejected.rules());
  }

  private static List<RejectedRows> now(ReplayedBatch batch, List<RejectedRows> rows) {
    return rows.stream().filter(each -> batch.now().contains(each.batch())).toList();
  }

  private List<List<String>> lines(ReplayedBatch batch, List<RejectedRows> now) {
    Map<Reason, long[]> counts = new LinkedHashMap<>();
    batch.before().forEach(each -> count(counts, each)[0] += each.rows());
    now.forEach(each -> count(counts, each)[1] += each.rows());
    if (counts.isEmpty()) {
      counts.put(new Reason("", ""), new long[2]);
    }
    var lines = new ArrayList<List<String>>();
    counts.forEach(
        (reason, count) ->
            lines.add(
                List.of(
                    lines.isEmpty() ? batch.id().substring(task.length() + 1) : "",
                    reason.gate(),
                    reason.rules(),
                    Numbers.of(count[0]),
                    Numbers.of(count[1]),
                    lines.isEmpty() ? batch.outcome() : "")));
    return lines;
  }

  private static long[] count(Map<Reason, long[]> counts, RejectedRows rows) {
    return counts.computeIfAbsent(Reason.of(rows), reason -> new long[2]);
  }
}
