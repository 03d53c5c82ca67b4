package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.console.ConsoleMaintenance;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.telemetry.RecordedMaintenance;
import java.io.PrintStream;
import java.nio.file.Path;

/** The generic job of upkeep: looks after the tables of any plan for it. */
public final class MaintenanceJob {

  private final PrintStream out;
  private final PrintStream err;

  /** A job that writes its progress and its errors there. */
  public MaintenanceJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new MaintenanceJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    var code = job.run(arguments);
    JobProcess.awaitScrape();
    JobProcess.end(code);
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(() -> execute(JobArguments.parse(arguments)), err, JobArguments.USAGE);
  }

  private ExitCode execute(JobArguments arguments) {
    var plan = read(arguments.plan());
    var slice = slice(plan, arguments);
    var console = new ConsoleMaintenance(out);
    console.begins(plan.identity().taskId(), slice.covers());
    var places = new LocalPlaces(arguments.local().orElse(Path.of("target")), arguments.root());
    var secrets =
        arguments.local().map(folder -> Secrets.local(places.keys())).orElse(Secrets.mounted());
    var base = Sessions.base(plan, arguments.local().map(folder -> arguments.master()));
    var session = Sessions.forPlan(base, plan, places, secrets);
    var summary =
        new RecordedMaintenance(session, plan, arguments.run(), places, console, slice).run();
    out.println("  status: " + summary.status());
    return summary.status() == RunStatus.FAILED ? ExitCode.UNEXPECTED : ExitCode.SUCCESS;
  }

  // Its plan has no interval, so a run stands for one instant.
  private static RunSlice slice(JobPlan plan, JobArguments arguments) {
    return new RunSlices(plan).of(arguments.run().scope()).get(0);
  }

  private static JobPlan read(Path file) {
    var plan = PlanReader.read(file);
    if (plan.mode() != PlanMode.MAINTENANCE) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-mode",
          "the plan is of the mode `" + plan.mode() + "`, this is the job of upkeep");
    }
    return plan;
  }
}
