package io.dataplat.jobs.console;

import io.dataplat.jobplan.Output;
import io.dataplat.jobs.input.CheckedInput;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.input.SourceFile;
import io.dataplat.jobs.run.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Says in a few lines what a run is doing; names and counts only, never a value. */
public record ConsoleProgress(PrintStream out) implements Progress {

  /** A batch begins. */
  public void begins(String task, String covers) {
    out.println(task + "  " + covers);
  }

  @Override
  public void reading(CheckedInput input) {
    var pinned = input.pinned();
    line("reading", pinned.input().alias(), pinned.dataset().id() + ", " + what(pinned));
    warn(input, input.unknownColumns());
  }

  @Override
  public void read(CheckedInput input) {
    warn(input, input.unknownFields().get());
  }

  private void warn(CheckedInput input, List<String> unknown) {
    unknown.forEach(
        column ->
            line(
                "warning",
                input.pinned().input().alias(),
                "the contract lacks the column `" + column + "`"));
  }

  private static String what(PinnedInput pinned) {
    if (pinned.isFiles()) {
      return "%s, %s"
          .formatted(
              Numbers.count(pinned.files().size(), "file"),
              Numbers.bytes(pinned.files().stream().mapToLong(SourceFile::length).sum()));
    }
    return pinned
        .parts()
        .map(
            parts ->
                "`%s` in %s"
                    .formatted(
                        parts.table().name().text(),
                        Numbers.count(parts.conditions().size(), "part")))
        .or(() -> pinned.snapshot().map(snapshot -> "snapshot " + snapshot))
        .orElse("an empty table");
  }

  @Override
  public void writing(Output output) {
    line("writing", output.id(), output.dataset() + ", " + output.write().mode());
  }

  @Override
  public void published(Output output, String table) {
    line("published", output.id(), table.replace("`", ""));
  }

  @Override
  public void lost(String telemetry, String error) {
    line("warning", telemetry, "could not be delivered: " + error);
  }

  private void line(String what, String name, String text) {
    out.println(String.format(Locale.ROOT, "  %-10s %-16s %s", what, name, text));
  }
}
