package io.dataplat.jobs.local;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.sample.SampleEvent;
import io.dataplat.jobs.sample.SampleEvents;
import io.dataplat.jobs.sample.Sampling;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.Sessions;
import io.dataplat.jobs.stream.Drain;
import io.dataplat.jobs.stream.StreamProgress;
import io.dataplat.jobs.telemetry.RecordedStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Runs a streaming task in this process.
 *
 * @param brokers where the local broker is
 */
public record StreamTask(
    SparkSession base, LocalPlaces places, String brokers, Sampling sampling, PrintStream out) {

  /** The same with other samples. */
  public StreamTask with(Sampling other) {
    return new StreamTask(base, places, brokers, other, out);
  }

  /** Reads what there is, or goes on until it is told to stop. */
  void run(JobPlan plan, boolean isBounded, StreamProgress progress, Drain drain) {
    var secrets = Secrets.local(places.keys());
    var session = Sessions.forPlan(base, plan, places, secrets);
    new RecordedStream(
            session,
            plan,
            UUID.randomUUID().toString(),
            places,
            secrets,
            Optional.of(brokers),
            isBounded,
            progress,
            drain)
        .run();
  }

  /**
   * Reads what its topics have, after messages were made for the days of a time that have none.
   *
   * @param others the contracts that references may lead to
   * @param guard turns whatever the stream throws into an exit code, and tells why
   */
  public TaskResult readAll(
      JobPlan plan,
      DataInterval time,
      Map<String, DatasetContract> others,
      Function<Supplier<ExitCode>, ExitCode> guard) {
    var task = plan.identity().taskId();
    var totals = new StreamTotals(out, plan.identity().task());
    var code =
        guard.apply(
            () -> {
              readAll(plan, time, others, totals);
              return ExitCode.SUCCESS;
            });
    var isGood = code == ExitCode.SUCCESS;
    var done = totals.counts().read() == 0 ? RunStatus.UNCHANGED : RunStatus.PUBLISHED;
    var status = isGood ? done : RunStatus.FAILED;
    return new TaskResult(
        task, status.toString(), code, isGood, isGood ? 1 : 0, totals.counts().rows());
  }

  private void readAll(
      JobPlan plan, DataInterval time, Map<String, DatasetContract> others, StreamTotals totals) {
    try (var sender = new EventSender(brokers)) {
      var made = 0;
      for (var dataset : topics(plan).values()) {
        made += fill(sender, dataset, time, others);
      }
      var needsEnd = made > 0 && end(sender, plan, time, others, 1) > 0;
      run(plan, true, totals, new Drain());
      if (needsEnd) {
        end(sender, plan, time, others, 2);
        run(plan, true, totals, new Drain());
      }
    }
  }

  // A stream is complete as far as the watermark at which a micro-batch began: a message after the
  // time moves the watermark past its end, a second one begins a micro-batch with it.
  private int end(
      EventSender sender,
      JobPlan plan,
      DataInterval time,
      Map<String, DatasetContract> others,
      int seconds) {
    var sent = 0;
    for (var topic : topics(plan).entrySet()) {
      var watermark = topic.getKey().stream().flatMap(each -> each.watermark());
      if (watermark.isPresent()) {
        var delay = Duration.parse(watermark.get().delay());
        var at = time.end().plus(delay).plusSeconds(seconds);
        var events = new SampleEvents(topic.getValue(), sampling.withoutFaults(), others);
        sender.send(
            topic.getValue().location().topic().orElseThrow(),
            events.live(at.getEpochSecond(), 0, 1, at, at.plusSeconds(1)).stream()
                // Else the next day would seem to have messages already.
                .map(event -> new SampleEvent(time.end().minusMillis(1), event.message()))
                .toList());
        sent++;
      }
    }
    return sent;
  }

  private int fill(
      EventSender sender,
      DatasetContract dataset,
      DataInterval time,
      Map<String, DatasetContract> others) {
    var topic = dataset.location().topic().orElseThrow();
    sender.ensure(topic);
    var events = new SampleEvents(dataset, sampling, others);
    var made = 0;
    for (var day = time.start().truncatedTo(ChronoUnit.DAYS);
        sampling.rows() > 0 && day.isBefore(time.end());
        day = day.plus(Duration.ofDays(1))) {
      if (!sender.hasMessages(topic, day, day.plus(Duration.ofDays(1)))) {
        sender.send(topic, events.ofDay(day));
        made += sampling.rows();
      }
    }
    return made;
  }

  /** The datasets of a plan that are topics, by their inputs. */
  static Map<Input, DatasetContract> topics(JobPlan plan) {
    var topics = new LinkedHashMap<Input, DatasetContract>();
    for (var input : plan.inputs()) {
      if (input.read() == ReadMode.STREAM) {
        plan.dataset(input.dataset()).ifPresent(dataset -> topics.put(input, dataset));
      }
    }
    return topics;
  }
}
