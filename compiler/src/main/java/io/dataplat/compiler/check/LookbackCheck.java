package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Reader;
import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import java.util.Locale;
import java.util.Objects;

/** Runs that redo earlier intervals can write them again, and their readers follow. */
final class LookbackCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      pipeline
          .schedule()
          .filter(Schedule::looksBack)
          .ifPresent(schedule -> check(pipeline, schedule, findings));
    }
    context
        .flow()
        .writes()
        .filter(writer -> !writer.output().write().commutes())
        .forEach(writer -> checkMode(writer, findings));
    context
        .flow()
        .reads()
        .filter(reader -> reader.input().read().value() == Task.Read.INTERVAL)
        .forEach(reader -> checkReader(context, reader, findings));
  }

  private static void check(Pipeline pipeline, Schedule schedule, Diagnostics findings) {
    var span = schedule.lookback().spanOr(schedule.span());
    if (schedule.interval().isEmpty()) {
      findings
          .reporter(Rules.NO_INTERVAL)
          .at(
              span,
              "`lookback` needs an interval, but the schedule of `%s` has none"
                  .formatted(pipeline.id()),
              "add an `interval`, such as `day`, or remove `lookback`");
    }
    if (schedule.maxActiveRuns().value() > 1) {
      findings
          .reporter(Rules.PARALLEL_RUNS_CONFLICT)
          .at(
              schedule.maxActiveRuns().spanOr(schedule.span()),
              "`maxActiveRuns: %s`, but with `lookback` runs side by side redo the same intervals"
                  .formatted(schedule.maxActiveRuns().value()),
              "write `maxActiveRuns: 1`, or remove `lookback`");
    }
  }

  private static void checkMode(Writer writer, Diagnostics findings) {
    var write = writer.output().write();
    writer
        .place()
        .pipeline()
        .schedule()
        .filter(Schedule::looksBack)
        .ifPresent(
            schedule ->
                findings
                    .reporter(Rules.LOOKBACK_NOT_FOR_MODE)
                    .at(
                        write.mode().spanOr(write.span()),
                        "`%s` of output `%s` cannot write an earlier interval again, as `lookback` of `%s` wants"
                            .formatted(
                                write.mode().value().name().toLowerCase(Locale.ROOT),
                                writer.output().name(),
                                writer.place().pipeline().id()),
                        write.mode().value() == Task.WriteMode.SCD2 && !write.isEffectiveFromRun()
                            ? "write `late: insert`, or remove `lookback`"
                            : "write `overwrite_interval`, `append` or `upsert`, or remove"
                                + " `lookback`"));
  }

  private static void checkReader(CheckContext context, Reader reader, Diagnostics findings) {
    var own = reader.place().pipeline().schedule();
    for (var writer : context.flow().writers(reader.input().dataset().value().id())) {
      writer
          .place()
          .pipeline()
          .schedule()
          .filter(Schedule::looksBack)
          .filter(source -> own.filter(each -> isShorter(each, source)).isPresent())
          .ifPresent(source -> report(reader, writer, source, findings));
    }
  }

  // Numbers of different units do not compare.
  private static boolean isShorter(Schedule reader, Schedule source) {
    var isSameUnit =
        Objects.equals(
            reader.interval().map(Sourced::value), source.interval().map(Sourced::value));
    return !reader.looksBack()
        || (isSameUnit && reader.lookback().value() < source.lookback().value());
  }

  private static void report(Reader reader, Writer writer, Schedule source, Diagnostics findings) {
    var input = reader.input();
    findings
        .reporter(Rules.SHORTER_LOOKBACK)
        .at(
            input.read().spanOr(input.span()),
            "`%s` redoes %s of `%s`, and `%s` does not read all of them again"
                .formatted(
                    writer.place(),
                    source.lookback().value() == 1
                        ? "an earlier interval"
                        : source.lookback().value() + " earlier intervals",
                    input.dataset().value().id(),
                    reader.place()),
            "write `lookback: %s` in the schedule of `%s`, too"
                .formatted(source.lookback().value(), reader.place().pipeline().id()));
  }
}
