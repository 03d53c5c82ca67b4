package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.console.ConsoleStreamProgress;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.stream.Drain;
import io.dataplat.jobs.telemetry.RecordedStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.spark.util.SignalUtils;

/** The generic streaming job: executes any streaming plan until it is told to stop. */
public final class StreamingJob {

  private final PrintStream out;
  private final PrintStream err;
  private final Drain drain = new Drain();

  /** A job that writes its progress and its errors there. */
  public StreamingJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own; SIGTERM lets it finish the micro-batch that runs. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new StreamingJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    // A shutdown hook would be too late: Spark has one of its own that stops everything at once.
    SignalUtils.register(
        "TERM",
        () -> {
          job.drain();
          return true;
        });
    JobProcess.end(job.run(arguments));
  }

  /** Lets the micro-batch that runs finish and begins no other; {@link #run} then returns. */
  public void drain() {
    drain.request();
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(
        () -> execute(StreamArguments.parse(arguments)), err, StreamArguments.USAGE);
  }

  private ExitCode execute(StreamArguments arguments) {
    var plan = read(arguments.plan());
    var places = new LocalPlaces(arguments.local().orElse(Path.of("target")), arguments.root());
    var secrets =
        arguments.local().map(folder -> Secrets.local(places.keys())).orElse(Secrets.mounted());
    var base = Sessions.base(plan, arguments.local().map(folder -> arguments.master()));
    var session = Sessions.forPlan(base, plan, places, secrets);
    new RecordedStream(
            session,
            plan,
            arguments.runId(),
            places,
            secrets,
            arguments.brokers(),
            arguments.isBounded(),
            new ConsoleStreamProgress(out),
            drain)
        .run();
    return ExitCode.SUCCESS;
  }

  private static JobPlan read(Path file) {
    var plan = PlanReader.read(file);
    if (plan.mode() != PlanMode.STREAMING) {
      throw new JobFailure(
          ExitCode.PLAN_REFUSED,
          "plan-mode",
          "the plan is of the mode `" + plan.mode() + "`, this is the streaming job");
    }
    return plan;
  }
}
