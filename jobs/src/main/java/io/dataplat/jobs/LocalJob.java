package io.dataplat.jobs;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobs.local.BatchTask;
import io.dataplat.jobs.local.LiveStreams;
import io.dataplat.jobs.local.LocalBroker;
import io.dataplat.jobs.local.LocalServers;
import io.dataplat.jobs.local.MaintenanceTask;
import io.dataplat.jobs.local.ResultTable;
import io.dataplat.jobs.local.RunSpan;
import io.dataplat.jobs.local.StreamTask;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;
import org.jspecify.annotations.Nullable;

/** Runs the tasks of one or many pipelines on this machine, each after what it needs. */
public final class LocalJob {

  // Keys that messages refer to are those of so many rows.
  private static final int KEYS = 1000;

  private final PrintStream out;
  private final PrintStream err;
  private volatile @Nullable LiveStreams live;

  /** A job that writes its progress and its errors there. */
  public LocalJob(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the job of a process of its own; a stream that is told to stop finishes first. */
  public static void main(String[] arguments) {
    QuietLogging.configure();
    var job = new LocalJob(JobProcess.utf8(System.out), JobProcess.utf8(System.err));
    for (var signal : List.of("INT", "TERM")) {
      SignalUtils.register(signal, () -> job.drain());
    }
    JobProcess.end(job.run(arguments));
  }

  /** Lets streams finish their micro-batches and end; tells whether there are any. */
  public boolean drain() {
    var streams = live;
    if (streams != null) {
      streams.stop();
    }
    return streams != null;
  }

  /** Runs the job in this process; a session that exists is used and left running. */
  public ExitCode run(String... arguments) {
    return JobProcess.codeOf(() -> execute(LocalArguments.parse(arguments)), err, "");
  }

  private ExitCode execute(LocalArguments arguments) {
    var graph =
        new TaskGraph(arguments.plans().stream().map(PlanReader::read).toList(), arguments.after());
    return new LocalServers(arguments.state(), arguments.root())
        .during(graph.ordered(), places -> execute(arguments, graph, places));
  }

  private ExitCode execute(LocalArguments arguments, TaskGraph graph, LocalPlaces places) {
    if (arguments.isOnlySampled() || graph.ordered().stream().noneMatch(LocalJob::isStream)) {
      return execute(arguments, graph, places, "");
    }
    try (var broker = LocalBroker.start(arguments.state().resolve("broker"))) {
      return execute(arguments, graph, places, broker.address());
    }
  }

  private static boolean isStream(JobPlan plan) {
    return plan.mode() == PlanMode.STREAMING;
  }

  private ExitCode execute(
      LocalArguments arguments, TaskGraph graph, LocalPlaces places, String brokers) {
    var plans = graph.ordered();
    var span = new RunSpan(arguments.interval(), Instant.now());
    var slices = slices(plans, arguments, span);
    var base = Sessions.base(plans.get(0), Optional.of(arguments.master()));
    var samples = new SampleData(base, places, arguments.sampling(), out);
    if (arguments.sampling().rows() > 0) {
      samples.fill(plans, slices, !arguments.isOnlySampled());
    }
    if (arguments.isOnlySampled()) {
      return ExitCode.SUCCESS;
    }
    var streams = new StreamTask(base, places, brokers, arguments.sampling(), out);
    if (!arguments.isOfDomain() && plans.stream().allMatch(LocalJob::isStream)) {
      return live(streams, arguments, plans);
    }
    return run(
        graph,
        slices,
        task(arguments, slices, base, places),
        plan -> streams.readAll(plan, span.time(plan), contracts(plans), this::guarded));
  }

  private ExitCode live(StreamTask streams, LocalArguments arguments, List<JobPlan> plans) {
    var keys = Math.max(KEYS, arguments.rate().perSecond());
    var started =
        new LiveStreams(
            streams.with(arguments.sampling().withAtLeast(keys)),
            arguments.rate(),
            out,
            this::guarded);
    live = started;
    return started.run(plans, contracts(plans));
  }

  private ExitCode guarded(Supplier<ExitCode> work) {
    return JobProcess.codeOf(work, err, "");
  }

  private static Map<String, DatasetContract> contracts(List<JobPlan> plans) {
    var contracts = new LinkedHashMap<String, DatasetContract>();
    plans.forEach(
        plan -> plan.datasets().forEach(dataset -> contracts.putIfAbsent(dataset.id(), dataset)));
    return contracts;
  }

  private BatchTask task(
      LocalArguments arguments,
      Map<String, List<RunSlice>> slices,
      SparkSession base,
      LocalPlaces places) {
    var isDetailed =
        !arguments.isOfDomain() && slices.values().stream().allMatch(each -> each.size() <= 1);
    return new BatchTask(
        base, places, arguments.force(), arguments.rewindTo(), isDetailed, arguments.show(), out);
  }

  private ExitCode run(
      TaskGraph graph,
      Map<String, List<RunSlice>> slices,
      BatchTask task,
      Function<JobPlan, TaskResult> streams) {
    var results = new LinkedHashMap<String, TaskResult>();
    for (var plan : graph.ordered()) {
      results.put(plan.identity().taskId(), result(plan, graph, slices, results, task, streams));
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
  private static Map<String, List<RunSlice>> slices(
      List<JobPlan> plans, LocalArguments arguments, RunSpan span) {
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
      BatchTask task,
      Function<JobPlan, TaskResult> streams) {
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
    if (isStream(plan)) {
      return streams.apply(plan);
    }
    if (plan.mode() == PlanMode.MAINTENANCE) {
      return new MaintenanceTask(task.base(), task.places(), out)
          .run(plan, slices.getOrDefault(id, List.of()).get(0), this::guarded);
    }
    var wanted = slices.getOrDefault(id, List.of());
    if (wanted.isEmpty()) {
      var unit = plan.schedule().map(each -> each.interval().toString()).orElse("interval");
      return TaskResult.leftOut(id, "not run: no whole " + unit + " in the range");
    }
    return task.run(plan, wanted, this::guarded);
  }
}
