package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.local.LocalServers;
import io.dataplat.jobs.local.RunSpan;
import io.dataplat.jobs.local.TaskGraph;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.replay.ReplayRequest;
import io.dataplat.jobs.replay.ReplayRun;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** Replays what the tasks of pipelines have in quarantine on this machine. */
public final class ReplayJob {

  private static final List<String> NAMES =
      List.of("interval", "rules", "dataset", "local", "root", "master");

  private final PrintStream out;
  private final PrintStream err;

  /** A job that writes its progress and its errors there. */
  public ReplayJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new ReplayJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    JobProcess.end(job.run(arguments));
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(() -> execute(CommandLine.parse(NAMES, arguments)), err, "");
  }

  private ExitCode execute(CommandLine line) {
    var plans =
        new TaskGraph(line.plans().stream().map(PlanReader::read).toList(), Map.of()).ordered();
    var state = CommandLine.path(line.required("local"));
    var root = CommandLine.path(line.find("root").orElse("."));
    return new LocalServers(state, root).during(plans, places -> replay(line, plans, places));
  }

  // A task is replayed after those that write what it reads; the first failure is the process's.
  private ExitCode replay(CommandLine line, List<JobPlan> plans, LocalPlaces places) {
    var base = Sessions.base(plans.get(0), Optional.of(line.find("master").orElse("local[*]")));
    var codes =
        plans.stream()
            .map(plan -> JobProcess.codeOf(() -> replay(line, plan, base, places), err, ""))
            .toList();
    return codes.stream()
        .filter(code -> code != ExitCode.SUCCESS)
        .findFirst()
        .orElse(ExitCode.SUCCESS);
  }

  private ExitCode replay(CommandLine line, JobPlan plan, SparkSession base, LocalPlaces places) {
    var now = Instant.now();
    var secrets = Secrets.local(places.keys());
    var session = Sessions.forPlan(base, plan, places, secrets);
    var arguments =
        new RunArguments(
            UUID.randomUUID().toString(),
            Optional.empty(),
            1,
            RunTrigger.REPLAY,
            new RunScope.Tick(now),
            false);
    return new ReplayRun(session, plan, arguments, places, secrets, out)
        .run(request(line, plan, now));
  }

  private static ReplayRequest request(CommandLine line, JobPlan plan, Instant now) {
    var span = line.find("interval").map(each -> new RunSpan(Optional.of(each), now).time(plan));
    return new ReplayRequest(
        now,
        span.map(time -> time.start()),
        span.map(time -> time.end()),
        ReplayRequest.names(line.find("rules").orElse("")),
        line.find("dataset"));
  }
}
