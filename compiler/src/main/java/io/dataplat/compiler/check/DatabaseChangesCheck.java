package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Reader;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Changes;
import io.dataplat.compiler.model.Task.Read;
import io.dataplat.compiler.model.Task.WriteMode;
import java.time.Duration;
import java.util.List;

/** Tables of databases that are read by a column that grows. */
final class DatabaseChangesCheck implements Check {

  private static final String TIME = "timestamp";
  private static final List<String> TYPES = List.of(TIME, "smallint", "int", "bigint");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .reads()
        .forEach(
            reader ->
                reader.input().changes().ifPresent(changes -> check(reader, changes, findings)));
  }

  private static void check(Reader reader, Changes changes, Diagnostics findings) {
    var input = reader.input();
    if (input.read().value() != Read.CHANGES
        || !(input.dataset().value().storage() instanceof Storage.DatabaseTable)) {
      findings
          .reporter(Rules.NOT_FOR_THIS_READ)
          .at(
              changes.span(),
              "`changes` has no effect on input `%s`: it is about tables of databases that are read by `changes`"
                  .formatted(input.alias()),
              "remove `changes`");
      return;
    }
    input
        .dataset()
        .value()
        .column(changes.column().value())
        .ifPresent(
            column -> {
              checkColumn(changes, column, findings);
              checkNumber(input, changes, column, findings);
            });
    reader.place().task().outputs().forEach(each -> checkOutput(input, changes, each, findings));
  }

  private static void checkColumn(Changes changes, Column column, Diagnostics findings) {
    var type = column.type().value();
    if (!TYPES.contains(type)) {
      findings
          .reporter(Rules.NOT_FOR_THIS_TYPE)
          .at(
              changes.column().spanOr(changes.span()),
              "`column` takes a `timestamp` or a whole number, which `%s` is not"
                  .formatted(column.name()),
              "name a column of type %s, or let a view of the database make one"
                  .formatted(String.join(", ", TYPES.stream().map("`%s`"::formatted).toList())));
    }
    if (column.nullable()) {
      report(
          changes.column(),
          changes,
          "`%s` may be null, and a row without it has no place among the others"
              .formatted(column.name()),
          "name a column that is never null, or read with `read: full`",
          findings);
    }
    changes
        .overlap()
        .filter(overlap -> !type.equals(TIME))
        .ifPresent(
            overlap ->
                report(
                    overlap,
                    changes,
                    "`overlap` is a time, and `%s` is a number".formatted(column.name()),
                    "remove `overlap`: a run waits for the transactions that may commit a smaller"
                        + " number",
                    findings));
  }

  private static void checkNumber(
      Task.Input input, Changes changes, Column column, Diagnostics findings) {
    var place = input.dataset().value().storage().connection().place();
    if (place instanceof Place.Mysql && TYPES.indexOf(column.type().value()) > 0) {
      report(
          changes.column(),
          changes,
          "MySQL does not tell who may still commit a smaller number of `%s`"
              .formatted(column.name()),
          "name a column of type `timestamp`",
          findings);
    }
  }

  private static void checkOutput(
      Task.Input input, Changes changes, Task.Output output, Diagnostics findings) {
    var mode = output.write().mode();
    var isByKey = mode.value() == WriteMode.UPSERT || mode.value() == WriteMode.SCD1;
    if (isByKey) {
      findings
          .reporter(Rules.DELETES_NOT_SEEN)
          .at(
              mode.spanOr(output.write().span()),
              "rows that are deleted in `%s` stay in `%s`, as input `%s` brings only what is new"
                  .formatted(
                      input.dataset().value().id(), output.dataset().value().id(), input.alias()),
              "where rows are deleted, write `snapshot` and read with `read: full`");
      return;
    }
    if (mode.value() == WriteMode.APPEND) {
      changes.overlap().ifPresent(overlap -> reportAgain(changes, overlap, output, findings));
    }
  }

  private static void reportAgain(
      Changes changes, Sourced<Duration> overlap, Task.Output output, Diagnostics findings) {
    report(
        overlap,
        changes,
        "`overlap` reads rows again, which `append` of output `%s` would double"
            .formatted(output.name()),
        "write `upsert`, or remove `overlap` and wait longer with `settle`",
        findings);
  }

  private static void report(
      Sourced<?> place, Changes changes, String message, String hint, Diagnostics findings) {
    findings.reporter(Rules.NOT_FOR_CHANGES).at(place.spanOr(changes.span()), message, hint);
  }
}
