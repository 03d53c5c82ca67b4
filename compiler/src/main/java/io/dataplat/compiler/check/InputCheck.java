package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Reader;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import io.dataplat.compiler.model.Task.Read;
import java.util.Locale;
import java.util.Optional;

/** How inputs are read: as their mode, their storage and their event time allow. */
final class InputCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.flow().reads().forEach(reader -> check(context, reader, findings));
    context.flow().tasks().stream()
        .filter(DataFlow.Place::streaming)
        .filter(place -> place.task().inputs().stream().noneMatch(InputCheck::isStream))
        .filter(place -> place.task().inputs().stream().allMatch(InputCheck::isStatic))
        .forEach(place -> reportNoStream(place, findings));
  }

  private static boolean isStream(Task.Input input) {
    return input.read().value() == Read.STREAM;
  }

  /** Whether a stream may read this beside its topic. */
  private static boolean isStatic(Task.Input input) {
    return input.read().value() == Read.FULL
        && !(input.dataset().value().storage() instanceof Storage.Topic)
        && !(input.dataset().value().storage() instanceof Storage.DatabaseTable)
        && !(input.dataset().value().storage() instanceof Storage.DeltaTable);
  }

  private static void check(CheckContext context, Reader reader, Diagnostics findings) {
    var input = reader.input();
    if (input.dataset().value().storage() instanceof Storage.KeyValue) {
      findings
          .reporter(Rules.KEY_VALUE_IS_NOT_READ)
          .at(
              input.dataset().spanOr(input.span()),
              "`%s` is in a key-value store, which no task reads"
                  .formatted(input.dataset().value().id()),
              "read what its task computes it from, or let the task write a table too");
      return;
    }
    notForMode(reader)
        .ifPresent(
            reason ->
                findings
                    .reporter(Rules.READ_NOT_FOR_MODE)
                    .at(
                        input.read().spanOr(input.span()),
                        "`read: "
                            + input.read().value().name().toLowerCase(Locale.ROOT)
                            + "` of input `"
                            + input.alias()
                            + "`: "
                            + reason));
    checkSettings(reader, findings);
    checkEventTime(reader, findings);
    checkFrontier(context, reader, findings);
    checkOwnOutput(reader, findings);
  }

  private static Optional<String> notForMode(Reader reader) {
    var storage = reader.input().dataset().value().storage();
    var topic = storage instanceof Storage.Topic;
    return switch (reader.input().read().value()) {
      case STREAM -> {
        if (!reader.place().streaming()) {
          yield Optional.of("a batch ends, so it reads `full`, `interval` or `changes`");
        }
        yield topic ? Optional.empty() : Optional.of("only topics can be read as a stream yet");
      }
      case INTERVAL ->
          reader.place().streaming()
              ? Optional.of("a stream has no intervals; use `stream`, or `full` for a static side")
              : topicInBatch(topic);
      case CHANGES -> reader.place().streaming() ? notInStream() : notOfChanges(reader.input());
      case FULL ->
          reader.place().streaming() && storage instanceof Storage.DatabaseTable
              ? Optional.of(
                  "a stream never ends, and nobody holds a state of a database for so long; copy"
                      + " the table into a catalog first")
              : notInDelta(reader).or(() -> topicInBatch(topic));
    };
  }

  private static Optional<String> notInDelta(Reader reader) {
    return reader.place().streaming()
            && reader.input().dataset().value().storage() instanceof Storage.DeltaTable
        ? Optional.of("a stream cannot read Delta tables yet; copy the table into a catalog first")
        : Optional.empty();
  }

  private static Optional<String> notInStream() {
    return Optional.of("a stream takes what comes by itself; use `stream`, or `full`");
  }

  private static Optional<String> notOfChanges(Task.Input input) {
    var storage = input.dataset().value().storage();
    return storage instanceof Storage.DatabaseTable && input.changes().isEmpty()
        ? Optional.of(
            "a table of a database does not tell by itself what is new in it; name the column that"
                + " does, `changes: {column: updated_at}`, or use `full`")
        : topicInBatch(storage instanceof Storage.Topic);
  }

  private static Optional<String> topicInBatch(boolean topic) {
    return topic
        ? Optional.of("a topic is read with `read: stream` in a streaming pipeline")
        : Optional.empty();
  }

  private static void checkSettings(Reader reader, Diagnostics findings) {
    var input = reader.input();
    if (input.read().value() != Read.STREAM) {
      reportGiven(input, input.startFrom(), "startFrom", "it says where a stream begins", findings);
    }
    var files = input.dataset().value().storage() instanceof Storage.Files;
    if (!files) {
      reportGiven(input, input.missing(), "missing", "it is about files", findings);
    }
    if (!files || input.read().value() != Read.CHANGES) {
      var reason = "it is about files that are read by `changes`";
      reportGiven(input, input.settle(), "settle", reason, findings);
      reportGiven(input, input.changed(), "changed", reason, findings);
    }
  }

  private static void reportGiven(
      Task.Input input, Sourced<?> setting, String name, String reason, Diagnostics findings) {
    if (!setting.sources().isEmpty()) {
      findings
          .reporter(Rules.NOT_FOR_THIS_READ)
          .at(
              setting.spanOr(input.span()),
              "`" + name + "` has no effect on input `" + input.alias() + "`: " + reason,
              "remove `" + name + "`");
    }
  }

  private static void checkEventTime(Reader reader, Diagnostics findings) {
    var input = reader.input();
    if (input.dataset().value().timeColumn().isPresent()) {
      return;
    }
    var files = input.dataset().value().storage() instanceof Storage.Files;
    if (input.read().value() == Read.INTERVAL && !files) {
      reportNoTime(reader, input.read().spanOr(input.span()), "`read: interval`", findings);
    }
    input
        .watermark()
        .ifPresent(
            watermark ->
                reportNoTime(reader, watermark.spanOr(input.span()), "`watermark`", findings));
  }

  private static void reportNoTime(
      Reader reader, SourceSpan span, String what, Diagnostics findings) {
    var dataset = reader.input().dataset().value();
    findings
        .reporter(Rules.NO_TIME_COLUMN)
        .at(
            span,
            what + " needs an event time, but `" + dataset.id() + "` has no `timeColumn`",
            "add `timeColumn` in " + dataset.file());
  }

  private static void checkFrontier(CheckContext context, Reader reader, Diagnostics findings) {
    var input = reader.input();
    if (input.read().value() != Read.INTERVAL) {
      return;
    }
    context.flow().writers(input.dataset().value().id()).stream()
        .map(DataFlow.Writer::place)
        .filter(DataFlow.Place::streaming)
        .filter(
            place ->
                place.task().inputs().stream()
                    .anyMatch(each -> isStream(each) && each.watermark().isEmpty()))
        .forEach(
            place ->
                findings
                    .reporter(Rules.NO_FRONTIER)
                    .at(
                        input.read().spanOr(input.span()),
                        "stream `"
                            + place
                            + "` writes `"
                            + input.dataset().value().id()
                            + "` without a watermark, so no interval is ever complete",
                        "add a `watermark` to the input of `" + place + "`"));
  }

  private static void checkOwnOutput(Reader reader, Diagnostics findings) {
    var id = reader.input().dataset().value().id();
    if (reader.place().task().outputs().stream()
        .anyMatch(output -> output.dataset().value().id().equals(id))) {
      findings
          .reporter(Rules.READS_OWN_OUTPUT)
          .at(
              reader.input().dataset().spanOr(reader.input().span()),
              "`" + reader.place() + "` reads `" + id + "`, which it writes itself",
              "write another dataset, or use `mode: upsert` to combine with what is there");
    }
  }

  private static void reportNoStream(DataFlow.Place place, Diagnostics findings) {
    findings
        .reporter(Rules.READ_NOT_FOR_MODE)
        .at(
            place.task().span(),
            "streaming task `" + place + "` reads no stream",
            "read a topic with `read: stream`, or write `mode: batch`");
  }
}
