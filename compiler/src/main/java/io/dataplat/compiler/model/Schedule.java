package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** When a batch pipeline runs, and what data a run covers. */
public record Schedule(
    SourceSpan span,
    Start start,
    Optional<Sourced<Interval>> interval,
    Optional<Sourced<LocalDate>> startDate,
    Optional<Sourced<LocalDate>> endDate,
    Optional<Sourced<Boolean>> catchup,
    Sourced<Integer> lookback,
    Sourced<Integer> maxActiveRuns) {

  /** Whether a run also redoes intervals before its own. */
  public boolean looksBack() {
    return lookback.value() > 0;
  }

  /** What starts a run. */
  public sealed interface Start {
    /** Five cron fields in the pipeline's time zone. */
    record Cron(Sourced<String> expression) implements Start {}

    /** After all or any of some datasets were updated. */
    record OnUpdate(boolean all, List<Sourced<DatasetId>> datasets) implements Start {
      public OnUpdate {
        datasets = List.copyOf(datasets);
      }
    }

    /** Only by hand. */
    record Manual() implements Start {}
  }

  /** The calendar unit that a run covers. */
  public enum Interval {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    CRON
  }
}
