package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Schedule;

/** First and last interval, and what happens to those that an outage misses. */
final class CatchupCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var pipeline : context.pipelines()) {
      pipeline.schedule().ifPresent(schedule -> check(pipeline, schedule, findings));
    }
  }

  private static void check(Pipeline pipeline, Schedule schedule, Diagnostics findings) {
    checkEnd(schedule, findings);
    if (schedule.interval().isPresent()) {
      checkWithInterval(pipeline, schedule, findings);
    } else {
      schedule
          .catchup()
          .ifPresent(
              catchup ->
                  findings
                      .reporter(Rules.CATCHUP_WITHOUT_INTERVAL)
                      .at(
                          catchup.spanOr(schedule.span()),
                          "`catchup` without `interval`: there is nothing to catch up",
                          "add `interval`, or remove `catchup`"));
    }
  }

  private static void checkEnd(Schedule schedule, Diagnostics findings) {
    schedule
        .endDate()
        .filter(
            end ->
                schedule
                    .startDate()
                    .filter(start -> end.value().isBefore(start.value()))
                    .isPresent())
        .ifPresent(
            end ->
                findings
                    .reporter(Rules.END_BEFORE_START)
                    .at(
                        end.spanOr(schedule.span()),
                        "`endDate` `"
                            + end.value()
                            + "` is before `startDate` `"
                            + schedule.startDate().orElseThrow().value()
                            + "`"));
  }

  private static void checkWithInterval(
      Pipeline pipeline, Schedule schedule, Diagnostics findings) {
    if (schedule.startDate().isEmpty()) {
      findings
          .reporter(Rules.MISSING_FIELD)
          .at(
              schedule.interval().orElseThrow().spanOr(schedule.span()),
              "`schedule.startDate` of `" + pipeline.id() + "` is missing: `interval` needs it",
              "write the day of the first interval, such as `startDate: 2026-01-01`");
    }
    schedule
        .catchup()
        .filter(catchup -> !catchup.value())
        .ifPresent(
            catchup ->
                findings
                    .reporter(Rules.HOLES_AFTER_OUTAGE)
                    .at(
                        catchup.spanOr(schedule.span()),
                        "intervals of `" + pipeline.id() + "` that an outage misses stay holes",
                        "remove `catchup: false`, or run the missed intervals by hand"));
  }
}
