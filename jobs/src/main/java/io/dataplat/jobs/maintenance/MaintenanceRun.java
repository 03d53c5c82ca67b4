package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Maintenance;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Walks the tables of a plan; what goes wrong with one keeps none of the others waiting. */
public final class MaintenanceRun {

  private final SparkSession session;
  private final JobPlan plan;
  private final Instant tick;
  private final Clock clock;
  private final Consumer<TableOutcome> listener;

  /**
   * A run that has not begun.
   *
   * @param tick the instant from which all ages are counted; what is to come is never old
   * @param listener hears of each table when its upkeep is over
   */
  public MaintenanceRun(
      SparkSession session,
      JobPlan plan,
      Instant tick,
      Clock clock,
      Consumer<TableOutcome> listener) {
    this.session = session;
    this.plan = plan;
    this.tick = tick;
    this.clock = clock;
    this.listener = listener;
  }

  /** Looks after one table after the other. */
  public MaintenanceSummary run() {
    SparkSession.setActiveSession(session);
    var now = clock.instant();
    var from = tick.isBefore(now) ? tick : now;
    var tables = plan.maintenance().map(Maintenance::tables).orElseThrow();
    var locations = new TableLocations(session, tables);
    var outcomes = new ArrayList<TableOutcome>();
    for (var table : tables) {
      var outcome = new TableMaintenance(session, plan, table, from, locations).run();
      outcomes.add(outcome);
      listener.accept(outcome);
    }
    return new MaintenanceSummary(outcomes);
  }
}
