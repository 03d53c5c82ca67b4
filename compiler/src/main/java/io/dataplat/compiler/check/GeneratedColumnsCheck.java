package io.dataplat.compiler.check;

import io.dataplat.compiler.analysis.AnalysedTask;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Dataset.OnUnknownColumn;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.WriteMode;
import io.dataplat.sql.StepKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Columns that the writer fills: with a value that it has, of the type that the value has. */
final class GeneratedColumnsCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      for (var column : dataset.columns()) {
        column
            .generated()
            .ifPresent(generated -> check(context, dataset, column, generated, findings));
      }
    }
  }

  private static void check(
      CheckContext context,
      Dataset dataset,
      Column column,
      Sourced<Generated> generated,
      Diagnostics findings) {
    var span = generated.spanOr(column.span());
    var type = type(context, dataset, generated.value());
    if (!column.type().value().equals(type)) {
      findings
          .reporter(Rules.NOT_FOR_THIS_TYPE)
          .at(
              span,
              name(generated)
                  + " is a `"
                  + type
                  + "`, but column `"
                  + column.name()
                  + "` is a `"
                  + column.type().value()
                  + "`",
              "write `type: " + type + "`");
    }
    whenNull(generated.value())
        .filter(when -> !column.nullable())
        .ifPresent(
            when ->
                findings
                    .reporter(Rules.NOT_FOR_THIS_TYPE)
                    .at(
                        span,
                        name(generated)
                            + " is null "
                            + when
                            + ", but column `"
                            + column.name()
                            + "` is not nullable",
                        "write `nullable: true`"));
    unavailable(context, dataset, generated.value())
        .ifPresent(
            reason ->
                findings
                    .reporter(Rules.GENERATED_NOT_AVAILABLE)
                    .at(span, name(generated) + " of `" + dataset.id() + "`: " + reason));
  }

  private static Optional<String> whenNull(Generated generated) {
    return switch (generated) {
      case VALID_TO -> Optional.of("while a version holds");
      case UNKNOWN_COLUMNS -> Optional.of("where a row has no more than its contract");
      default -> Optional.empty();
    };
  }

  private static String type(CheckContext context, Dataset dataset, Generated generated) {
    return switch (generated) {
      case BATCH_ID, SOURCE_FILE, SOURCE_TOPIC, ROW_HASH, SURROGATE_KEY -> "string";
      case IS_CURRENT -> "boolean";
      case VALID_FROM, VALID_TO -> effectiveType(context, dataset);
      case INGESTED_AT, SOURCE_TIMESTAMP -> "timestamp";
      case SOURCE_PARTITION -> "int";
      case SOURCE_OFFSET -> "bigint";
      case UNKNOWN_COLUMNS -> "map<string,string>";
    };
  }

  /** Versions hold from the times of a column, or from those of the runs. */
  private static String effectiveType(CheckContext context, Dataset dataset) {
    return context.flow().writers(dataset.id()).stream()
        .map(writer -> writer.output().write())
        .filter(write -> write.mode().value() == WriteMode.SCD2 && !write.isEffectiveFromRun())
        .flatMap(write -> write.effectiveFrom().or(dataset::timeColumn).stream())
        .flatMap(from -> dataset.column(from.value()).stream())
        .filter(column -> ColumnType.of(column).isTime())
        .map(column -> column.type().value())
        .findFirst()
        .orElse("timestamp");
  }

  private static Optional<String> unavailable(
      CheckContext context, Dataset dataset, Generated generated) {
    if (generated == Generated.UNKNOWN_COLUMNS) {
      return notCaptured(dataset);
    }
    if (dataset.layer().value() == Dataset.Layer.SOURCE) {
      return Optional.of("others write it, so nothing here fills the column");
    }
    if (generated == Generated.BATCH_ID || generated == Generated.INGESTED_AT) {
      return Optional.empty();
    }
    if (generated == Generated.SURROGATE_KEY) {
      return dataset.keyColumns().isEmpty()
          ? Optional.of("it has no key column to make one of")
          : Optional.empty();
    }
    return context.flow().writers(dataset.id()).stream()
        .flatMap(
            writer ->
                isOfVersions(generated)
                    ? ofOtherMode(writer, generated).stream()
                    : unavailable(context, writer, generated).stream())
        .findFirst();
  }

  private static Optional<String> notCaptured(Dataset dataset) {
    if (dataset.layer().value() != Dataset.Layer.SOURCE) {
      return Optional.of("tasks here write it, with the columns of its contract and no others");
    }
    return dataset.onUnknownColumn().value() == OnUnknownColumn.CAPTURE
        ? Optional.empty()
        : Optional.of("it does not say `onUnknownColumn: capture`");
  }

  private static boolean isOfVersions(Generated generated) {
    return switch (generated) {
      case VALID_FROM, VALID_TO, IS_CURRENT, ROW_HASH -> true;
      default -> false;
    };
  }

  private static Optional<String> ofOtherMode(DataFlow.Writer writer, Generated generated) {
    var mode = writer.output().write().mode().value();
    var isKept =
        mode == WriteMode.SCD2 || (mode == WriteMode.SNAPSHOT && generated == Generated.ROW_HASH);
    return isKept
        ? Optional.empty()
        : Optional.of(
            "`"
                + writer.place()
                + "` writes it by `"
                + mode.name().toLowerCase(Locale.ROOT)
                + "`, which keeps no such value");
  }

  private static Optional<String> unavailable(
      CheckContext context, DataFlow.Writer writer, Generated generated) {
    var place = writer.place();
    var analysed = context.analysed().task(place.pipeline().id(), place.task().name());
    var from = writer.output().from().value();
    if (analysed.relation(from).isEmpty()) {
      return Optional.empty();
    }
    var origin = origin(analysed, place.task(), from);
    if (origin.isEmpty()) {
      return Optional.of(
          "rows of `" + from + "` are not rows of one input, so they have no position in it");
    }
    var storage = origin.get().dataset().value().storage();
    var fits =
        generated == Generated.SOURCE_FILE
            ? storage instanceof Storage.Files
            : storage instanceof Storage.Topic;
    return fits
        ? Optional.empty()
        : Optional.of(
            "input `"
                + origin.get().alias()
                + "` is no "
                + (generated == Generated.SOURCE_FILE ? "file" : "topic"));
  }

  /** The input whose rows a relation hands on, each with its place in the source. */
  private static Optional<Task.Input> origin(AnalysedTask analysed, Task task, String name) {
    var relation = name;
    for (var step = analysed.step(relation); step.isPresent(); step = analysed.step(relation)) {
      List<String> reads =
          step.get().step() instanceof Task.Step.Lookup lookup
              ? List.of(lookup.from().value())
              : step.get().reads();
      if (step.get().kind() == StepKind.RESHAPING || reads.size() != 1) {
        return Optional.empty();
      }
      relation = reads.get(0);
    }
    var alias = relation;
    return task.inputs().stream().filter(input -> input.alias().equals(alias)).findFirst();
  }

  private static String name(Sourced<Generated> generated) {
    return "`generated: " + generated.value().name().toLowerCase(Locale.ROOT) + "`";
  }
}
