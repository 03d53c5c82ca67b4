package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobs.console.ConsoleProgress;
import io.dataplat.jobs.console.SummaryText;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.replay.ReplayRequest;
import io.dataplat.jobs.replay.ReplayRun;
import io.dataplat.jobs.run.Lookback;
import io.dataplat.jobs.run.OutputLedgers;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunSlices;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.telemetry.RecordedRun;
import io.dataplat.jobs.telemetry.RecordedSlices;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
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
    Function<RunSlice, ExitCode> run =
        slice -> {
          progress.begins(plan.identity().taskId(), slice.covers());
          var record =
              new RecordedRun(session, plan, arguments.run(), places, secrets, progress, slice);
          return codeOf(record.run());
        };
    var outputs = new OutputPlaces(plan, places, secrets);
    var redone =
        all(earlier(plan, arguments, new OutputLedgers(session, plan, outputs), asked), run);
    var code = untilOneFails(slices, run);
    return code == ExitCode.SUCCESS ? redone : code;
  }

  // Who names intervals gets those.
  private static List<RunSlice> earlier(
      JobPlan plan, JobArguments arguments, OutputLedgers ledgers, RunSlice asked) {
    var isByTick = arguments.run().scope() instanceof RunScope.Tick;
    return isByTick && Lookback.isIn(plan)
        ? new Lookback(plan, plan.outputs().stream().map(ledgers::of).toList()).before(asked)
        : List.of();
  }

  private static ExitCode untilOneFails(List<RunSlice> slices, Function<RunSlice, ExitCode> run) {
    for (var slice : slices) {
      var code = run.apply(slice);
      if (code != ExitCode.SUCCESS) {
        return code;
      }
    }
    return ExitCode.SUCCESS;
  }

  // What is wrong with old data keeps nobody from the new.
  private ExitCode all(List<RunSlice> slices, Function<RunSlice, ExitCode> run) {
    return slices.stream()
        .map(slice -> JobProcess.codeOf(() -> run.apply(slice), err, JobArguments.USAGE))
        .toList()
        .stream()
        .filter(code -> code != ExitCode.SUCCESS)
        .findFirst()
        .orElse(ExitCode.SUCCESS);
  }

  private ExitCode codeOf(RunSummary summary) {
    out.print(SummaryText.of(summary));
    return summary.failures().isEmpty() ? ExitCode.SUCCESS : summary.failures().get(0).exitCode();
  }
}
