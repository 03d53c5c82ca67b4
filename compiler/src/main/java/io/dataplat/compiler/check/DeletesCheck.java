package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.AbsentKeys;
import io.dataplat.compiler.model.Task.Write;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keys that can be gone: where a delete has a place in the order of changes, and where the writer
 * of a dataset remembers the deletes of other tasks.
 */
final class DeletesCheck implements Check {

  private static final Set<WriteMode> WITH_DELETES =
      EnumSet.of(WriteMode.UPSERT, WriteMode.SCD1, WriteMode.SCD2);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .writes()
        .filter(writer -> writer.output().dataset().value().storage() instanceof Storage.Table)
        .filter(writer -> !writer.place().streaming())
        .forEach(
            writer -> {
              var dataset = writer.output().dataset().value();
              new OfWriter(writer, context.flow().writers(dataset.id()), findings).check();
            });
  }

  private record OfWriter(Writer writer, List<Writer> others, Diagnostics findings) {

    void check() {
      if (writer.output().isDeletion()) {
        refuseDeletes("every row deletes its key");
        checkTime(write().mode().spanOr(write().span()));
        checkWriter();
      } else if (!WITH_DELETES.contains(write().mode().value())) {
        refuseDeletes("`deletes` belongs to `upsert`, `scd1` and `scd2`");
      } else {
        write().deletes().ifPresent(deletes -> checkTime(deletes.span()));
        write()
            .absent()
            .filter(absent -> absent.value() == AbsentKeys.END)
            .ifPresent(absent -> refuseDeletes("`absent: end` ends what the source lacks"));
      }
    }

    private Write write() {
      return writer.output().write();
    }

    private Dataset dataset() {
      return writer.output().dataset().value();
    }

    private void refuseDeletes(String why) {
      write()
          .deletes()
          .ifPresent(
              deletes ->
                  findings
                      .reporter(Rules.WRITE_NOT_FOR_TARGET)
                      .at(
                          deletes.span(),
                          "`%s` into `%s`: %s"
                              .formatted(
                                  write().mode().value().name().toLowerCase(Locale.ROOT),
                                  dataset().id(),
                                  why),
                          "remove `deletes`"));
    }

    // How old a delete is says its sequence; a history has a time anyway.
    private void checkTime(SourceSpan place) {
      if (write().mode().value() == WriteMode.SCD2) {
        return;
      }
      sequence(write())
          .flatMap(dataset()::column)
          .filter(column -> !ColumnType.of(column).isTime())
          .ifPresent(
              column ->
                  findings
                      .reporter(Rules.NOT_A_TIME)
                      .at(
                          place,
                          "a delete of `%s` is as old as `%s` says, which has the type `%s`"
                              .formatted(dataset().id(), column.name(), column.type().value()),
                          "name a `timestamp`, `timestamp_ntz` or `date` column in `sequenceBy`"));
    }

    private Optional<String> sequence(Write of) {
      return of.sequenceBy().or(() -> dataset().timeColumn()).map(Sourced::value);
    }

    private void checkWriter() {
      reasonNotRemembered()
          .ifPresent(
              reason ->
                  findings
                      .reporter(Rules.NO_TOMBSTONES)
                      .at(
                          write().mode().spanOr(write().span()),
                          "`delete` from `%s`: %s".formatted(dataset().id(), reason.why()),
                          reason.hint()));
    }

    private record Reason(String why, String hint) {}

    private Optional<Reason> reasonNotRemembered() {
      if (others.isEmpty()) {
        return Optional.of(
            new Reason("no task writes it", "let another task write it by `upsert` or `scd1`"));
      }
      var other = others.get(0);
      var how = other.output().write();
      if (!EnumSet.of(WriteMode.UPSERT, WriteMode.SCD1).contains(how.mode().value())) {
        return Optional.of(
            new Reason(
                "`%s` writes it by `%s`"
                    .formatted(other.place(), how.mode().value().name().toLowerCase(Locale.ROOT)),
                "write it by `upsert` or `scd1`, or remove the keys in its writer"));
      }
      if (how.deletes().isEmpty()) {
        return Optional.of(
            new Reason(
                "an older row that comes late would bring a key back, as `%s` does not remember what is deleted"
                    .formatted(other.place()),
                "add `deletes: {keepTombstones: 30d}` to the `write` of that task"));
      }
      return sequence(how).equals(sequence(write()))
          ? Optional.empty()
          : Optional.of(
              new Reason(
                  "`%s` orders its rows by `%s`".formatted(other.place(), sequence(how).orElse("")),
                  "name the same column in `sequenceBy`"));
    }
  }
}
