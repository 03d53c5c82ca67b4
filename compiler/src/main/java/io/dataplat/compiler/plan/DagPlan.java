package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The Airflow DAG of a batch pipeline.
 *
 * @param id {@code domain.pipeline}
 * @param documentation Markdown for people, one element a line
 * @param choosesIntervals whether a manual run may name the boundaries of its intervals
 * @param rewinds whether a manual run may read changes anew from a place on
 * @param replays whether a manual run may let rejected rows go through again
 * @param notBefore the local time before which no tick starts a run: the end of the first interval
 * @param notAfter the last local time at which a tick starts a run
 * @param tags sorted
 * @param pool the Airflow pool whose slots bound the domain's tasks
 * @param dependsOnPast whether a run waits for the run before it ({@code semantics} 1.10)
 */
public record DagPlan(
    String id,
    Sourced<String> description,
    List<String> documentation,
    Start start,
    Sourced<ZoneId> timezone,
    Optional<Sourced<LocalDateTime>> notBefore,
    Optional<Sourced<LocalDateTime>> notAfter,
    boolean catchup,
    Sourced<Integer> maxActiveRuns,
    boolean dependsOnPast,
    boolean choosesIntervals,
    boolean rewinds,
    boolean replays,
    Sourced<String> owner,
    Optional<Sourced<String>> runbook,
    List<String> tags,
    String pool) {
  public DagPlan {
    documentation = List.copyOf(documentation);
    tags = List.copyOf(tags);
  }

  /** What starts a run. */
  public sealed interface Start {
    /** The ticks of a cron expression in the DAG's time zone. */
    record Cron(Sourced<String> expression) implements Start {}

    /** Updates of all or any of some assets. */
    record Assets(boolean all, List<AssetPlan> assets) implements Start {
      public Assets {
        assets = List.copyOf(assets);
      }
    }

    /** Only by hand. */
    record Manual() implements Start {}
  }
}
