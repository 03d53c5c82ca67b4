package io.dataplat.jobs.plan;

import io.dataplat.jobplan.IntervalUnit;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaintainedKind;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.RowRetention;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumSet;

/** Checks the upkeep of tables: it has its mode, and ages and units that are some. */
record MaintenanceReferences(JobPlan plan, PlanNames names) {

  void check() {
    if ((plan.mode() == PlanMode.MAINTENANCE) != plan.maintenance().isPresent()) {
      throw PlanNames.refused("has upkeep without its mode, or the mode without upkeep");
    }
    plan.maintenance().stream().flatMap(all -> all.tables().stream()).forEach(this::check);
  }

  private void check(MaintainedTable table) {
    names.connection(table.connection());
    table.readers().forEach(reader -> names.connection(reader.connection()));
    checkAge(table.snapshots());
    checkAge(table.maxHold());
    checkAge(table.orphans());
    table.retention().ifPresent(retention -> check(table, retention));
  }

  private void check(MaintainedTable table, RowRetention retention) {
    checkAge(retention.age());
    PlanNames.checkZone(retention.timezone());
    if (retention.unit() == IntervalUnit.CRON || retention.unit() == IntervalUnit.NONE) {
      throw PlanNames.refused(
          "keeps rows by `" + retention.unit() + "`, which is no unit of the calendar");
    }
    var isByColumn =
        EnumSet.of(MaintainedKind.DATASET, MaintainedKind.TOMBSTONES).contains(table.kind());
    if (retention.timeColumn().isPresent() != isByColumn) {
      throw PlanNames.refused("keeps rows of `" + table.name() + "` by no time that they have");
    }
    if (table.kind() == MaintainedKind.QUARANTINE && plan.quarantine().isEmpty()) {
      throw PlanNames.refused("keeps rejected rows and has no `quarantine`");
    }
  }

  private static void checkAge(String text) {
    try {
      if (Duration.parse(text).compareTo(Duration.ZERO) > 0) {
        return;
      }
    } catch (DateTimeException e) {
      // Refused below, as one that is no age is.
    }
    throw PlanNames.refused("names the age `" + text + "`, which is none");
  }
}
