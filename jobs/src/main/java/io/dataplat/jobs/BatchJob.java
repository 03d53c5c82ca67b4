package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.console.ConsoleProgress;
import io.dataplat.jobs.console.SummaryText;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.replay.ReplayRequest;
import io.dataplat.jobs.replay.ReplayRun;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.telemetry.RecordedRun;
import io.dataplat.jobs.telemetry.RecordedSlices;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The generic batch job: executes any batch plan. Exit codes are those of {@link ExitCode}. */
public final class BatchJob {

  private final PrintStream out;
  private final PrintStream err;

  /** A job that writes its progress and its errors there. */
  public BatchJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new BatchJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
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
    if (arguments.replay().isPresent()) {
      return replay(plan, arguments, arguments.replay().get());
    }
    for (var asked : new RunSlices(plan).of(arguments.run().scope())) {
      var code = execute(plan, arguments, asked);
      if (code != ExitCode.SUCCESS) {
        return code;
      }
    }
    return ExitCode.SUCCESS;
  }

  private static JobPlan read(Path file) {
    var plan = PlanReader.read(file);
    if (plan.mode() != PlanMode.BATCH) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-mode",
          "the plan is of the mode `" + plan.mode() + "`, this is the batch job");
    }
    return plan;
  }

  private ExitCode replay(JobPlan plan, JobArguments arguments, ReplayRequest request) {
    var places = places(arguments);
    var secrets = secrets(arguments, places);
    var session = session(plan, arguments, places, secrets);
    return new ReplayRun(session, plan, arguments.run(), places, secrets, out).run(request);
  }

  // A cluster has neither embedded catalogs nor keys of its own; the folder is then never used.
  private static LocalPlaces places(JobArguments arguments) {
    return new LocalPlaces(arguments.local().orElse(Path.of("target")), arguments.root());
  }

  private static Secrets secrets(JobArguments arguments, LocalPlaces places) {
    return arguments.local().map(folder -> Secrets.local(places.keys())).orElse(Secrets.mounted());
  }

  private static SparkSession session(
      JobPlan plan, JobArguments arguments, LocalPlaces places, Secrets secrets) {
    var base = Sessions.base(plan, arguments.local().map(folder -> arguments.master()));
    return Sessions.forPlan(base, plan, places, secrets);
  }

  private ExitCode execute(JobPlan plan, JobArguments arguments, RunSlice asked) {
    var progress = new ConsoleProgress(out);
    var places = places(arguments);
    var secrets = secrets(arguments, places);
    var session = session(plan, arguments, places, secrets);
    var slices =
        new RecordedSlices(session, plan, arguments.run(), places, secrets, progress).of(asked);
    for (var slice : slices) {
      progress.begins(plan.identity().taskId(), slice.covers());
      var summary =
          new RecordedRun(session, plan, arguments.run(), places, secrets, progress, slice).run();
      out.print(SummaryText.of(summary));
      if (!summary.failures().isEmpty()) {
        return summary.failures().get(0).exitCode();
      }
    }
    return ExitCode.SUCCESS;
  }
}
