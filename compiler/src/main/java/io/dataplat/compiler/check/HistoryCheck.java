package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.AbsentKeys;
import io.dataplat.compiler.model.Task.LateChanges;
import io.dataplat.compiler.model.Task.Write;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.Locale;
import java.util.Optional;

/** What only histories and snapshots say: where it belongs, and so that it can be kept. */
final class HistoryCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .writes()
        .filter(writer -> writer.output().dataset().value().storage() instanceof Storage.Table)
        .filter(writer -> !writer.place().streaming())
        .forEach(writer -> new OfWriter(writer, findings).check());
  }

  private record OfWriter(Writer writer, Diagnostics findings) {

    void check() {
      if (isMode(WriteMode.SCD2)) {
        checkVersions();
        checkLate();
      } else {
        refuse(write().effectiveFrom(), "`effectiveFrom` belongs to `scd2`", "remove it");
        refuse(write().track().stream().findFirst(), "`track` belongs to `scd2`", "remove it");
        refuse(write().late(), "`late` belongs to `scd2`", "remove it");
      }
      checkAbsent();
      write().effectiveFrom().ifPresent(this::checkDelivered);
      write().track().forEach(this::checkDelivered);
    }

    private Write write() {
      return writer.output().write();
    }

    private Dataset dataset() {
      return writer.output().dataset().value();
    }

    private boolean isMode(WriteMode mode) {
      return write().mode().value() == mode;
    }

    private void checkVersions() {
      if (write().effectiveFrom().isEmpty() && dataset().timeColumn().isEmpty()) {
        findings
            .reporter(Rules.NO_TIME_COLUMN)
            .at(
                write().mode().spanOr(write().span()),
                "nothing tells from when a version of `" + dataset().id() + "` holds",
                "add `effectiveFrom: <column>` or `effectiveFrom: run` here, or `timeColumn` in "
                    + dataset().file());
      }
      write()
          .effectiveFrom()
          .filter(from -> !write().isEffectiveFromRun())
          .flatMap(from -> dataset().column(from.value()).filter(HistoryCheck::isNoTime))
          .ifPresent(this::reportNoTime);
      if (dataset().columns().stream().noneMatch(HistoryCheck::isStart)) {
        refuse(
            Optional.of(write().mode()),
            "no column of `" + dataset().id() + "` shows from when a version holds",
            "add a column with `generated: valid_from` in " + dataset().file());
      }
    }

    private void reportNoTime(Column column) {
      findings
          .reporter(Rules.NOT_A_TIME)
          .at(
              write().effectiveFrom().orElseThrow().spanOr(write().span()),
              "`effectiveFrom: %s` has the type `%s`"
                  .formatted(column.name(), column.type().value()),
              "name a `timestamp`, `timestamp_ntz` or `date` column, or `run`");
    }

    // To merge equal neighbours while late changes come between them makes the history depend on
    // the order of the runs.
    private void checkLate() {
      if (write().isEffectiveFromRun()) {
        refuse(write().late(), "no change is late where a version holds from the run", "remove it");
      } else if (write().late().filter(late -> late.value() == LateChanges.INSERT).isPresent()) {
        refuse(
            write().track().stream().findFirst(),
            "with `late: insert` every change is a version, so no column is tracked",
            "remove `track`, or write `late: quarantine`");
      }
    }

    private void checkAbsent() {
      var absent = write().absent();
      if (!isMode(WriteMode.SCD2) && !isMode(WriteMode.SNAPSHOT)) {
        refuse(absent, "`absent` belongs to `snapshot` and `scd2`", "remove it");
      }
      if (isMode(WriteMode.SNAPSHOT)) {
        refuse(only(absent, AbsentKeys.END), "a snapshot has no versions to end", "write `delete`");
      } else if (isMode(WriteMode.SCD2)) {
        refuse(only(absent, AbsentKeys.DELETE), "a history ends versions", "write `absent: end`");
        if (!write().isEffectiveFromRun()) {
          refuse(
              only(absent, AbsentKeys.END),
              "what a source lacks has no time of its own",
              "write `effectiveFrom: run`");
        }
      }
      if (!removes()) {
        refuse(write().maxRemoved(), "nothing is removed here, so there is no limit", "remove it");
      }
    }

    private boolean removes() {
      var isDeleted =
          isMode(WriteMode.SNAPSHOT) && only(write().absent(), AbsentKeys.KEEP).isEmpty();
      return isDeleted || only(write().absent(), AbsentKeys.END).isPresent();
    }

    private static Optional<Sourced<AbsentKeys>> only(
        Optional<Sourced<AbsentKeys>> absent, AbsentKeys value) {
      return absent.filter(each -> each.value() == value);
    }

    private void checkDelivered(Sourced<String> name) {
      dataset()
          .column(name.value())
          .filter(column -> column.generated().isPresent())
          .ifPresent(
              column ->
                  refuse(
                      Optional.of(name),
                      "`" + column.name() + "` is filled by the writer, not by a step",
                      "name a column that the step delivers"));
    }

    private void refuse(Optional<? extends Sourced<?>> field, String why, String hint) {
      field.ifPresent(
          present ->
              findings
                  .reporter(Rules.WRITE_NOT_FOR_TARGET)
                  .at(
                      present.spanOr(write().span()),
                      "`"
                          + write().mode().value().name().toLowerCase(Locale.ROOT)
                          + "` into `"
                          + dataset().id()
                          + "`: "
                          + why,
                      hint));
    }
  }

  private static boolean isNoTime(Column column) {
    return !ColumnType.of(column).isTime();
  }

  private static boolean isStart(Column column) {
    return column.generated().filter(each -> each.value() == Generated.VALID_FROM).isPresent();
  }
}
