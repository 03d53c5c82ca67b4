package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Task.WriteMode;

/** Runs side by side only where their writes commute. */
final class ParallelRunsCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context
        .flow()
        .writes()
        .filter(writer -> !writer.output().write().commutes())
        .forEach(
            writer ->
                writer
                    .place()
                    .pipeline()
                    .schedule()
                    .filter(schedule -> schedule.maxActiveRuns().value() > 1)
                    .ifPresent(schedule -> report(writer, schedule, findings)));
    context.flow().reads().filter(ChangesCheck::isByChanges).forEach(each -> check(each, findings));
  }

  private static void check(DataFlow.Reader reader, Diagnostics findings) {
    reader
        .place()
        .pipeline()
        .schedule()
        .filter(schedule -> schedule.maxActiveRuns().value() > 1)
        .ifPresent(
            schedule ->
                findings
                    .reporter(Rules.PARALLEL_RUNS_CONFLICT)
                    .at(
                        schedule.maxActiveRuns().spanOr(schedule.span()),
                        "`maxActiveRuns: %s`, but `%s` reads `%s` by its changes, each run from where the one before ended"
                            .formatted(
                                schedule.maxActiveRuns().value(),
                                reader.place(),
                                reader.input().alias()),
                        "write `maxActiveRuns: 1`"));
  }

  private static void report(DataFlow.Writer writer, Schedule schedule, Diagnostics findings) {
    findings
        .reporter(Rules.PARALLEL_RUNS_CONFLICT)
        .at(
            schedule.maxActiveRuns().spanOr(schedule.span()),
            "`maxActiveRuns: "
                + schedule.maxActiveRuns().value()
                + "`, but output `"
                + writer.output().name()
                + "` of `"
                + writer.place()
                + "` "
                + what(writer),
            "write `maxActiveRuns: 1`" + instead(writer));
  }

  private static String what(DataFlow.Writer writer) {
    return writer.output().write().mode().value() == WriteMode.SCD2
        ? "keeps a history that depends on the order of its runs"
        : "replaces the whole table";
  }

  private static String instead(DataFlow.Writer writer) {
    return switch (writer.output().write().mode().value()) {
      case OVERWRITE -> ", or `overwrite_interval` instead of `overwrite`";
      case SCD2 ->
          writer.output().write().isEffectiveFromRun()
              ? ""
              : ", or `late: insert`, which takes changes in any order";
      default -> "";
    };
  }
}
