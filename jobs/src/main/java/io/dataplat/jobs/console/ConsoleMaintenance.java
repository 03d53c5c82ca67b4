package io.dataplat.jobs.console;

import io.dataplat.jobs.maintenance.TableOutcome;
import java.io.PrintStream;
import java.util.Locale;

/** Says in a line what was done to a table. */
public record ConsoleMaintenance(PrintStream out) {

  /** The upkeep of some tables begins. */
  public void begins(String task, String covers) {
    out.println(task + "  " + covers);
  }

  /** The upkeep of a table is over. */
  public void maintained(TableOutcome outcome) {
    var changes = outcome.changes();
    line(
        outcome.status().toString(),
        outcome.table().name(),
        files(outcome)
            + Numbers.unlessZero("rows expired", changes.rowsExpired())
            + Numbers.unlessZero("files compacted", changes.filesCompacted())
            + Numbers.unlessZero("snapshots removed", changes.snapshotsRemoved())
            + Numbers.unlessZero("branches removed", changes.branchesRemoved())
            + Numbers.unlessZero("orphans removed", changes.orphansRemoved())
            + outcome.rule().map(rule -> ", " + rule).orElse(""));
    outcome.readers().stream()
        .filter(reader -> !reader.lag().isZero())
        .forEach(
            reader ->
                line(
                    "reader",
                    reader.reader(),
                    "is %s behind%s"
                        .formatted(
                            Numbers.count(reader.lag().toHours(), "hour"),
                            reader.isOverdue() ? ", too far to be waited for" : "")));
  }

  private static String files(TableOutcome outcome) {
    var before = outcome.before();
    var after = outcome.after();
    return before.equals(after)
        ? Numbers.count(after.files(), "file") + ", " + Numbers.bytes(after.bytes())
        : "%s to %s, %s to %s"
            .formatted(
                Numbers.count(before.files(), "file"),
                Numbers.count(after.files(), "file"),
                Numbers.bytes(before.bytes()),
                Numbers.bytes(after.bytes()));
  }

  /** What the run tells of itself could not be delivered. */
  public void lost(String telemetry, String error) {
    line("warning", telemetry, "could not be delivered: " + error);
  }

  private void line(String what, String name, String text) {
    out.println(String.format(Locale.ROOT, "  %-10s %-28s %s", what, name, text));
  }
}
