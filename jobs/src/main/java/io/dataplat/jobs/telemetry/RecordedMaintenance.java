package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.console.ConsoleMaintenance;
import io.dataplat.jobs.maintenance.MaintenanceRun;
import io.dataplat.jobs.maintenance.MaintenanceSummary;
import io.dataplat.jobs.maintenance.ReaderLag;
import io.dataplat.jobs.maintenance.TableOutcome;
import io.dataplat.jobs.maintenance.TableStatus;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.telemetry.RunRecord.TableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;

/** Looks after the tables of a plan and tells of it. */
public record RecordedMaintenance(
    SparkSession session,
    JobPlan plan,
    RunArguments arguments,
    LocalPlaces places,
    ConsoleMaintenance console,
    RunSlice slice) {

  /** Runs; a table whose upkeep fails is a part of the summary. */
  public MaintenanceSummary run() {
    var identity = RecordedIdentity.of(plan, arguments, slice);
    try (var telemetry = new RunTelemetry(session, identity, places, console::lost)) {
      return run(identity, telemetry);
    }
  }

  private MaintenanceSummary run(RecordedIdentity identity, RunTelemetry telemetry) {
    var startedAt = Instant.now();
    telemetry.begin();
    try (var cost = new RunCost(session.sparkContext())) {
      try {
        var run =
            new MaintenanceRun(
                session,
                plan,
                slice.tick(),
                Clock.systemUTC(),
                outcome -> {
                  console.maintained(outcome);
                  telemetry.tell(outcome);
                });
        var summary = run.run();
        telemetry.end(
            () -> record(identity, end(summary), startedAt, cost, tables(summary.tables())));
        return summary;
      } catch (Exception | LinkageError | OutOfMemoryError | FSError e) {
        telemetry.end(() -> record(identity, RunEnd.of(e), startedAt, cost, List.of()));
        throw e;
      }
    }
  }

  private RunRecord record(
      RecordedIdentity identity,
      RunEnd end,
      Instant startedAt,
      RunCost cost,
      List<TableRecord> tables) {
    var facts =
        new RecordedFacts(
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(cost.cpuMs()),
            Optional.of(cost.peakBytes()),
            true);
    return identity.record(
        arguments.runId(), Optional.of(end), Optional.of(startedAt), facts, tables);
  }

  private static RunEnd end(MaintenanceSummary summary) {
    var failed =
        summary.tables().stream().filter(each -> each.status() == TableStatus.FAILED).findFirst();
    return new RunEnd(
        summary.status(),
        failed.map(each -> ExitCode.UNEXPECTED.name()),
        failed.flatMap(TableOutcome::rule));
  }

  private static List<TableRecord> tables(List<TableOutcome> outcomes) {
    return outcomes.stream().map(RecordedMaintenance::table).toList();
  }

  private static TableRecord table(TableOutcome outcome) {
    var furthest =
        outcome.readers().stream()
            .filter(reader -> !reader.lag().isZero())
            .max(Comparator.comparing(ReaderLag::lag));
    var changes = outcome.changes();
    return new TableRecord(
        outcome.table().name(),
        outcome.status().toString(),
        outcome.rule(),
        outcome.before().files(),
        outcome.after().files(),
        outcome.before().bytes(),
        outcome.after().bytes(),
        changes.rowsExpired(),
        changes.filesCompacted(),
        changes.snapshotsRemoved(),
        changes.branchesRemoved(),
        changes.orphansRemoved(),
        furthest.map(ReaderLag::reader),
        furthest.map(ReaderLag::lag).map(Duration::toMillis),
        furthest.map(ReaderLag::isOverdue));
  }
}
