package io.dataplat.jobs.local;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.console.ConsoleMaintenance;
import io.dataplat.jobs.maintenance.MaintenanceSummary;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.telemetry.RecordedMaintenance;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Looks after the tables of a plan in this process. */
public record MaintenanceTask(SparkSession base, LocalPlaces places, PrintStream out) {

  /**
   * Runs the upkeep as of an instant.
   *
   * @param guard turns whatever it throws into an exit code, and tells why
   */
  public TaskResult run(
      JobPlan plan, RunSlice slice, Function<Supplier<ExitCode>, ExitCode> guard) {
    List<RunStatus> ended = new ArrayList<>();
    var code =
        guard.apply(
            () -> {
              var status = run(plan, slice).status();
              ended.add(status);
              return status == RunStatus.FAILED ? ExitCode.UNEXPECTED : ExitCode.SUCCESS;
            });
    return new TaskResult(
        plan.identity().taskId(),
        (ended.isEmpty() ? RunStatus.FAILED : ended.get(0)).toString(),
        code,
        code == ExitCode.SUCCESS,
        1,
        RowCounts.NONE);
  }

  private MaintenanceSummary run(JobPlan plan, RunSlice slice) {
    var console = new ConsoleMaintenance(out);
    console.begins(plan.identity().taskId(), slice.covers());
    var session = Sessions.forPlan(base, plan, places, Secrets.local(places.keys()));
    var arguments =
        new RunArguments(
            UUID.randomUUID().toString(),
            Optional.empty(),
            1,
            RunTrigger.LOCAL,
            new RunScope.Tick(slice.tick()),
            false);
    return new RecordedMaintenance(session, plan, arguments, places, console, slice).run();
  }
}
