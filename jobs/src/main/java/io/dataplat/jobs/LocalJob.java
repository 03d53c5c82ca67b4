package io.dataplat.jobs;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.local.BatchTask;
import io.dataplat.jobs.local.ResultTable;
import io.dataplat.jobs.local.RunSpan;
import io.dataplat.jobs.local.TaskGraph;
import io.dataplat.jobs.local.TaskResult;
import io.dataplat.jobs.plan.PlanReader;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.sample.SampleData;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Sessions;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Runs the tasks of one or many pipelines on this machine, each after what it needs. */
public final class LocalJob {

  private final PrintStream out;
  private final PrintStream err;

  /** A job that writes its progress and its errors there. */
  public LocalJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new LocalJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    JobProcess.end(job.run(arguments));
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(() -> execute(LocalArguments.parse(arguments)), err, "");
  }

  private ExitCode execute(LocalArguments arguments) {
    var graph =
        new TaskGraph(arguments.plans().stream().map(PlanReader::read).toList(), arguments.after());
    var slices = slices(graph.ordered(), arguments);
    var base = Sessions.base(graph.ordered().get(0), Optional.of(arguments.master()));
    var places = new LocalPlaces(arguments.state(), arguments.root());
    if (arguments.sampling().rows() > 0) {
      new SampleData(base, places, arguments.sampling(), out)
          .fill(graph.ordered(), slices, !arguments.isOnlySampled());
    }
    return arguments.isOnlySampled()
        ? ExitCode.SUCCESS
        : run(graph, slices, task(arguments, slices, base, places));
  }

  private BatchTask task(
      LocalArguments arguments,
      Map<String, List<RunSlice>> slices,
      SparkSession base,
      LocalPlaces places) {
    var isDetailed =
        !arguments.isOfDomain() && slices.values().stream().allMatch(each -> each.size() <= 1);
    return new BatchTask(base, places, arguments.force(), isDetailed, arguments.show(), out);
  }

  private ExitCode run(TaskGraph graph, Map<String, List<RunSlice>> slices, BatchTask task) {
    var results = new LinkedHashMap<String, TaskResult>();
    for (var plan : graph.ordered()) {
      results.put(plan.identity().taskId(), result(plan, graph, slices, results, task));
    }
    if (results.size() > 1 || !task.isDetailed()) {
      out.println();
      out.print(ResultTable.of(List.copyOf(results.values())));
    }
    return results.values().stream()
        .map(TaskResult::code)
        .filter(code -> code != ExitCode.SUCCESS)
        .findFirst()
        .orElse(ExitCode.SUCCESS);
  }

  // All plans and times are judged before the first of them reads anything.
  private static Map<String, List<RunSlice>> slices(List<JobPlan> plans, LocalArguments arguments) {
    var span = new RunSpan(arguments.interval(), Instant.now());
    var slices = new LinkedHashMap<String, List<RunSlice>>();
    for (var plan : plans) {
      slices.put(
          plan.identity().taskId(),
          arguments.isOfDomain() ? span.wholeSlices(plan) : span.slices(plan));
    }
    return slices;
  }

  private TaskResult result(
      JobPlan plan,
      TaskGraph graph,
      Map<String, List<RunSlice>> slices,
      Map<String, TaskResult> results,
      BatchTask task) {
    var id = plan.identity().taskId();
    var missing =
        graph.before(plan).stream()
            .filter(results::containsKey)
            .map(results::get)
            .filter(each -> !each.isDone())
            .findFirst();
    if (missing.isPresent()) {
      return TaskResult.leftOut(id, "not run: needs " + missing.get().task());
    }
    var wanted = slices.getOrDefault(id, List.of());
    if (wanted.isEmpty()) {
      var unit = plan.schedule().map(each -> each.interval().toString()).orElse("interval");
      return TaskResult.leftOut(id, "not run: no whole " + unit + " in the range");
    }
    return task.run(plan, wanted, summaries -> JobProcess.codeOf(summaries, err, ""));
  }
}
