package io.dataplat.jobs.cluster;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.sample.SampleEvent;
import io.dataplat.jobs.sample.SampleEvents;
import io.dataplat.jobs.sample.Sampling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A million messages by the contract of a stream's topic, always the same ones: samples, a
 * hundredth of them with something wrong, and in each round with other keys.
 */
record SampleTopic(DatasetContract contract, List<SampleEvent> samples, int sound) {

  static final int ROUNDS = 50;
  private static final int SAMPLES = 20_000;
  private static final double FAULTS = 0.01;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  // Less than the delay of the watermark, so that no message is late, however the batches fall.
  private static final Duration SPAN = Duration.ofMinutes(8);

  static SampleTopic of(JobPlan plan) {
    var contract = plan.dataset(plan.inputs().get(0).dataset()).orElseThrow();
    var samples = samples(contract, FAULTS);
    var others = samples(contract, 0);
    var sound =
        IntStream.range(0, SAMPLES).filter(i -> samples.get(i).equals(others.get(i))).count();
    return new SampleTopic(contract, samples, (int) sound);
  }

  private static List<SampleEvent> samples(DatasetContract contract, double faults) {
    return new SampleEvents(contract, new Sampling(SAMPLES, 1, faults, Map.of()), Map.of())
        .live(0, 0, SAMPLES, BEGIN, BEGIN.plus(SPAN));
  }

  String name() {
    return contract.location().topic().orElseThrow();
  }

  int faulty() {
    return samples.size() - sound;
  }

  List<SampleEvent> round(int number) {
    var key = contract.columns().stream().filter(each -> each.key().isPresent()).findFirst();
    var start = key.orElseThrow().name() + "-";
    return samples.stream()
        .map(
            each ->
                new SampleEvent(each.time(), each.message().replace(start, start + number + "-")))
        .toList();
  }
}
