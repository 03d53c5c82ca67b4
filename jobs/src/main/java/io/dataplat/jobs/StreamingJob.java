package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.console.ConsoleStreamProgress;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.stream.Drain;
import io.dataplat.jobs.stream.StreamRun;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
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
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    var job = new StreamingJob(out, err);
    // A shutdown hook would be too late: Spark has one of its own that stops everything at once.
    SignalUtils.register(
        "TERM",
        () -> {
          job.drain();
          return true;
        });
    var code = job.run(arguments);
    var session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
    System.exit(code.code());
  }

  /** Lets the micro-batch that runs finish and begins no other; {@link #run} then returns. */
  public void drain() {
    drain.request();
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    try {
      execute(StreamArguments.parse(arguments));
      return ExitCode.SUCCESS;
    } catch (JobFailure e) {
      err.println("failed: " + e.rule() + ": " + e.getMessage());
      if (e.exitCode() == ExitCode.BAD_ARGUMENTS) {
        err.print(StreamArguments.USAGE);
      }
      return e.exitCode();
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      // As in a batch: Spark's threads would keep the process alive.
      err.println("failed: " + ErrorText.of(e));
      return ExitCode.UNEXPECTED;
    }
  }

  private void execute(StreamArguments arguments) {
    var plan = read(arguments.plan());
    var places = new LocalPlaces(arguments.local().orElse(Path.of("target")), arguments.root());
    var secrets =
        arguments.local().map(folder -> Secrets.local(places.keys())).orElse(Secrets.mounted());
    var base = Sessions.base(plan, arguments.local().map(folder -> arguments.master()));
    var session = Sessions.forPlan(base, plan, places, secrets);
    new StreamRun(
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
