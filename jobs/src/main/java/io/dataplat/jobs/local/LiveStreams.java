package io.dataplat.jobs.local;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.sample.SampleEvents;
import io.dataplat.jobs.stream.Drain;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs streams while messages are made for their topics, until the messages or the time are used up
 * or somebody stops it.
 */
public final class LiveStreams {

  private static final long PAUSE_MILLIS = 100;
  private static final long BEGIN_SECONDS = 120;

  private final StreamTask task;
  private final MessageRate rate;
  private final PrintStream out;
  private final Function<Supplier<ExitCode>, ExitCode> guard;
  private final Map<String, StreamTotals> totals = new LinkedHashMap<>();
  private final Map<String, Integer> sent = new LinkedHashMap<>();
  private final List<Drain> drains = new ArrayList<>();
  private volatile boolean isStopped;

  /**
   * Streams that have not begun.
   *
   * @param guard turns whatever a stream throws into an exit code, and tells why
   */
  public LiveStreams(
      StreamTask task,
      MessageRate rate,
      PrintStream out,
      Function<Supplier<ExitCode>, ExitCode> guard) {
    this.task = task;
    this.rate = rate;
    this.out = out;
    this.guard = guard;
  }

  /** Lets the micro-batches that run finish, and ends. */
  public void stop() {
    isStopped = true;
  }

  /**
   * Runs until the end, then shows what became of all messages.
   *
   * @param others the contracts that references may lead to
   */
  public ExitCode run(List<JobPlan> plans, Map<String, DatasetContract> others) {
    var quick = plans.stream().map(LocalTrigger::of).toList();
    for (var plan : quick) {
      totals.put(plan.identity().taskId(), new StreamTotals(out, plan.identity().task()));
    }
    try (var sender = new EventSender(task.brokers())) {
      topics(plans).keySet().forEach(sender::ensure);
      var code = live(quick, sender, others);
      // What was sent and not read yet is read to its end, unless somebody is in a hurry.
      for (var plan : isStopped || code != ExitCode.SUCCESS ? List.<JobPlan>of() : quick) {
        code = guard.apply(() -> run(plan, true, new Drain()));
      }
      out.println();
      out.print(StreamTable.of(totals, sent));
      return code;
    }
  }

  private ExitCode run(JobPlan plan, boolean isBounded, Drain drain) {
    task.run(plan, isBounded, totals(plan), drain);
    return ExitCode.SUCCESS;
  }

  private StreamTotals totals(JobPlan plan) {
    return Objects.requireNonNull(totals.get(plan.identity().taskId()));
  }

  private ExitCode live(
      List<JobPlan> plans, EventSender sender, Map<String, DatasetContract> others) {
    var threads = Executors.newFixedThreadPool(plans.size());
    try {
      var running = new ArrayList<Future<ExitCode>>();
      for (var plan : plans) {
        var drain = new Drain();
        drains.add(drain);
        running.add(threads.submit(() -> guard.apply(() -> run(plan, false, drain))));
      }
      if (haveBegun(plans, running)) {
        send(plans, sender, others, running);
      }
      drains.forEach(Drain::request);
      return worst(running);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdown();
    }
  }

  private boolean haveBegun(List<JobPlan> plans, List<Future<ExitCode>> running)
      throws InterruptedException {
    for (var plan : plans) {
      for (long second = 0; !totals(plan).hasBegun(1); second++) {
        if (isStopped || second > BEGIN_SECONDS || running.stream().anyMatch(Future::isDone)) {
          return false;
        }
      }
    }
    return true;
  }

  private void send(
      List<JobPlan> plans,
      EventSender sender,
      Map<String, DatasetContract> others,
      List<Future<ExitCode>> running)
      throws InterruptedException {
    var topics = topics(plans);
    out.println("  sending " + rate + " to " + String.join(", ", topics.keySet()));
    var begun = now();
    var run = begun.getEpochSecond();
    var from = begun;
    var number = 0;
    while (!isStopped && running.stream().noneMatch(Future::isDone)) {
      Thread.sleep(PAUSE_MILLIS);
      var now = now();
      var wanted = rate.until(Duration.between(begun, now));
      for (var topic : topics.entrySet()) {
        var events = new SampleEvents(topic.getValue(), task.sampling(), others);
        sender.send(topic.getKey(), events.live(run, number, wanted - number, from, now));
      }
      number = wanted;
      from = now;
      for (var plan : plans) {
        sent.put(plan.identity().taskId(), number * StreamTask.topics(plan).size());
      }
      if (rate.isUsedUp(number, Duration.between(begun, now))) {
        return;
      }
    }
  }

  // The clock may be finer than the times of a table.
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private static ExitCode worst(List<Future<ExitCode>> running) throws InterruptedException {
    var code = ExitCode.SUCCESS;
    for (var each : running) {
      try {
        code = code == ExitCode.SUCCESS ? each.get() : code;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return code;
  }

  private static Map<String, DatasetContract> topics(List<JobPlan> plans) {
    var topics = new LinkedHashMap<String, DatasetContract>();
    for (var plan : plans) {
      StreamTask.topics(plan)
          .values()
          .forEach(dataset -> topics.put(dataset.location().topic().orElseThrow(), dataset));
    }
    return topics;
  }
}
