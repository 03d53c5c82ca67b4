package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Reader;
import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Changed;
import io.dataplat.compiler.model.Task.Read;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Inputs that are read by their changes: what they read is only appended to, and what they bring,
 * which is not all, is added to what is there.
 */
final class ChangesCheck implements Check {

  static boolean isByChanges(Reader reader) {
    return isByChanges(reader.input());
  }

  private static boolean isByChanges(Task.Input input) {
    return input.read().value() == Read.CHANGES;
  }

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .filter(ChangesCheck::isByChanges)
        .filter(reader -> !reader.place().streaming())
        .forEach(
            reader -> {
              checkWriters(context, reader, findings);
              checkAlone(reader, findings);
              checkInterval(reader, findings);
              reader.place().task().outputs().forEach(each -> checkOutput(reader, each, findings));
            });
  }

  private static void checkWriters(CheckContext context, Reader reader, Diagnostics findings) {
    var input = reader.input();
    for (var writer : context.flow().writers(input.dataset().value().id())) {
      notAppending(writer)
          .ifPresent(
              what ->
                  findings
                      .reporter(Rules.NOT_APPEND_ONLY)
                      .at(
                          input.read().spanOr(input.span()),
                          "`%s` of input `%s`: `%s` %s `%s`, so its changes are not only new rows"
                              .formatted(
                                  "read: changes",
                                  input.alias(),
                                  writer.place(),
                                  what,
                                  input.dataset().value().id()),
                          "read it with `read: full` or `read: interval`"));
    }
  }

  private static Optional<String> notAppending(Writer writer) {
    var mode = writer.output().write().mode().value();
    if (mode != WriteMode.APPEND) {
      return Optional.of("does `" + mode.name().toLowerCase(Locale.ROOT) + "` on");
    }
    if (writer.place().pipeline().schedule().filter(Schedule::looksBack).isPresent()) {
      return Optional.of("replaces the rows of earlier intervals (`lookback`) in");
    }
    return writer.place().task().inputs().stream().anyMatch(ChangesCheck::isReloading)
        ? Optional.of("replaces the rows of changed files (`changed: reload`) in")
        : Optional.empty();
  }

  private static boolean isReloading(Task.Input input) {
    return isByChanges(input) && input.changed().value() == Changed.RELOAD;
  }

  private static void checkAlone(Reader reader, Diagnostics findings) {
    var input = reader.input();
    reader.place().task().inputs().stream()
        .filter(ChangesCheck::isByChanges)
        .findFirst()
        .filter(first -> !first.equals(input))
        .ifPresent(
            first ->
                findings
                    .reporter(Rules.NOT_FOR_CHANGES)
                    .at(
                        input.read().spanOr(input.span()),
                        "`%s` reads input `%s` by its changes already, and a task has one such input"
                            .formatted(reader.place(), first.alias()),
                        "read one of them with `read: full`, or make two tasks"));
  }

  private static void checkInterval(Reader reader, Diagnostics findings) {
    var input = reader.input();
    reader
        .place()
        .pipeline()
        .schedule()
        .flatMap(schedule -> schedule.interval())
        .ifPresent(
            interval ->
                findings
                    .reporter(Rules.NOT_FOR_CHANGES)
                    .at(
                        input.read().spanOr(input.span()),
                        "input `%s` brings what is new, whatever its time, but the schedule of `%s` has an interval"
                            .formatted(input.alias(), reader.place().pipeline().id()),
                        "remove `interval` and `startDate`, or write `read: interval`"));
  }

  private static void checkOutput(Reader reader, Task.Output output, Diagnostics findings) {
    var mode = output.write().mode();
    var why =
        switch (mode.value()) {
          case APPEND, UPSERT, SCD1, DELETE, OVERWRITE_GROUPS -> "";
          case OVERWRITE, OVERWRITE_INTERVAL, SNAPSHOT ->
              "would remove what earlier runs wrote, as input `%s` brings only what is new";
          case SCD2 -> "could not take its versions back when input `%s` is read anew";
        };
    if (why.isEmpty()) {
      checkReload(reader, output, findings);
      return;
    }
    findings
        .reporter(Rules.NOT_FOR_CHANGES)
        .at(
            mode.spanOr(output.write().span()),
            "`%s` of output `%s` %s"
                .formatted(
                    mode.value().name().toLowerCase(Locale.ROOT),
                    output.name(),
                    why.formatted(reader.input().alias())),
            "write `append` or `upsert`, or read with `read: full`");
  }

  private static void checkReload(Reader reader, Task.Output output, Diagnostics findings) {
    var input = reader.input();
    var dataset = output.dataset().value();
    var knowsFiles =
        dataset.columns().stream()
            .flatMap(column -> column.generated().stream())
            .anyMatch(generated -> generated.value() == Column.Generated.SOURCE_FILE);
    var appends = output.write().mode().value() == WriteMode.APPEND;
    if (input.changed().value() == Changed.RELOAD && !(appends && knowsFiles)) {
      findings
          .reporter(Rules.RELOAD_NOT_EXACT)
          .at(
              input.changed().spanOr(input.span()),
              "`changed: reload` cannot find the rows of a file in `%s`: that takes `append` and a column `generated: source_file`"
                  .formatted(dataset.id()),
              "add a column `generated: source_file` to `%s` and write `append`, or remove `changed`"
                  .formatted(dataset.id()));
    }
  }
}
