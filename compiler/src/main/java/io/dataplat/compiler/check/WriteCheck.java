package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.Read;
import io.dataplat.compiler.model.Task.Write;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How outputs are written: as their storage, key and event time allow. */
final class WriteCheck implements Check {

  private static final Set<WriteMode> INTO_DATABASES =
      EnumSet.of(
          WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.OVERWRITE_INTERVAL, WriteMode.UPSERT);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.flow().writes().forEach(writer -> check(writer, findings));
  }

  private static void check(Writer writer, Diagnostics findings) {
    var write = writer.output().write();
    var dataset = writer.output().dataset().value();
    var reason = notForTarget(writer);
    if (reason.isPresent()) {
      findings
          .reporter(Rules.WRITE_NOT_FOR_TARGET)
          .at(
              write.mode().spanOr(write.span()),
              mode(write) + " into `" + dataset.id() + "`: " + reason.get());
      return;
    }
    switch (write.mode().value()) {
      case UPSERT, SCD1, DELETE -> checkUpsert(write, dataset, findings);
      case SCD2, SNAPSHOT -> checkKey(write, dataset, findings);
      case OVERWRITE_INTERVAL -> checkInterval(write, dataset, findings);
      case APPEND, OVERWRITE, OVERWRITE_GROUPS -> checkUnused(write, findings);
    }
  }

  private static Optional<String> notForTarget(Writer writer) {
    if (writer.output().dataset().value().storage() instanceof Storage.DatabaseTable) {
      return notForDatabase(writer);
    }
    if (writer.output().dataset().value().storage() instanceof Storage.KeyValue) {
      return notForKeyValue(writer);
    }
    if (writer.output().dataset().value().storage() instanceof Storage.DeltaTable) {
      return notForDelta(writer);
    }
    if (writer.output().dataset().value().storage() instanceof Storage.Files files) {
      return FilesTarget.notFor(writer, files).or(() -> notOutsideOfCatalogs(writer));
    }
    if (!(writer.output().dataset().value().storage() instanceof Storage.Table)) {
      return Optional.of("topics cannot be written yet");
    }
    return writer.place().streaming() && writer.output().write().mode().value() != WriteMode.APPEND
        ? Optional.of("a stream can only `append` yet")
        : Optional.empty();
  }

  private static Optional<String> notForDatabase(Writer writer) {
    if (writer.place().streaming()) {
      return Optional.of("a stream cannot write tables of databases yet");
    }
    if (!INTO_DATABASES.contains(writer.output().write().mode().value())) {
      return Optional.of(
          "a table of a database is written by `append`, `overwrite`, `overwrite_interval` or"
              + " `upsert`");
    }
    return notOutsideOfCatalogs(writer);
  }

  // What is remembered beside the rows, where a table of a catalog has a place for it.
  private static Optional<String> notOutsideOfCatalogs(Writer writer) {
    if (writer.output().write().deletes().isPresent()) {
      return Optional.of("`deletes` needs a table of a catalog, where it is remembered");
    }
    if (!writer.output().dataset().value().unknownMember().isEmpty()) {
      return Optional.of("`unknownMember` needs a table of a catalog");
    }
    return readsChanges(writer)
        ? Optional.of("a task that reads `changes` can only write tables of catalogs yet")
        : Optional.empty();
  }

  private static Optional<String> notForKeyValue(Writer writer) {
    if (writer.place().streaming()) {
      return Optional.of("a stream cannot write key-value stores yet");
    }
    if (writer.output().write().mode().value() != WriteMode.UPSERT) {
      return Optional.of("a key-value store is written by `upsert`");
    }
    if (writer.output().write().deletes().isPresent()) {
      return Optional.of("nothing is deleted from a key-value store yet; let values end by `ttl`");
    }
    return notOutsideOfCatalogs(writer);
  }

  private static Optional<String> notForDelta(Writer writer) {
    if (writer.place().streaming()) {
      return Optional.of("a stream cannot write Delta tables yet");
    }
    if (!INTO_DATABASES.contains(writer.output().write().mode().value())) {
      return Optional.of(
          "a Delta table is written by `append`, `overwrite`, `overwrite_interval` or `upsert`");
    }
    return notOutsideOfCatalogs(writer);
  }

  private static boolean readsChanges(Writer writer) {
    return writer.place().task().inputs().stream()
        .anyMatch(input -> input.read().value() == Read.CHANGES);
  }

  private static void checkKey(Write write, Dataset dataset, Diagnostics findings) {
    if (dataset.keyColumns().isEmpty()) {
      findings
          .reporter(Rules.NO_KEY)
          .at(
              write.mode().spanOr(write.span()),
              mode(write) + " needs a key, but `" + dataset.id() + "` has no key column",
              "write `key: true` at the columns that identify a row, in " + dataset.file());
    }
  }

  private static void checkUpsert(Write write, Dataset dataset, Diagnostics findings) {
    checkKey(write, dataset, findings);
    if (write.sequenceBy().isEmpty() && dataset.timeColumn().isEmpty()) {
      findings
          .reporter(Rules.NO_SEQUENCE)
          .at(
              write.mode().spanOr(write.span()),
              "nothing tells which row of one key of `" + dataset.id() + "` is newer",
              "add `sequenceBy: <column>` here, or `timeColumn` in " + dataset.file());
    }
  }

  private static void checkInterval(Write write, Dataset dataset, Diagnostics findings) {
    checkUnused(write, findings);
    if (dataset.timeColumn().isEmpty()) {
      findings
          .reporter(Rules.NO_TIME_COLUMN)
          .at(
              write.mode().spanOr(write.span()),
              "`overwrite_interval` needs an event time, but `"
                  + dataset.id()
                  + "` has no `timeColumn`",
              "add `timeColumn` in " + dataset.file());
    }
  }

  private static void checkUnused(Write write, Diagnostics findings) {
    write
        .sequenceBy()
        .ifPresent(
            sequence ->
                findings
                    .reporter(Rules.WRITE_NOT_FOR_TARGET)
                    .at(
                        sequence.spanOr(write.span()),
                        "`sequenceBy` belongs to modes that merge rows of one key, not to "
                            + mode(write),
                        "remove `sequenceBy`"));
  }

  private static String mode(Write write) {
    return "`" + write.mode().value().name().toLowerCase(Locale.ROOT) + "`";
  }
}
