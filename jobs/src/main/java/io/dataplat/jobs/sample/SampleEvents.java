package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Messages of a topic by its contract, in the order of their times.
 *
 * @param others the contracts that references may lead to, by dataset
 */
public record SampleEvents(
    DatasetContract dataset, Sampling sampling, Map<String, DatasetContract> others) {

  /** The messages of a day of UTC, as many as there are rows of a dataset. */
  public List<SampleEvent> ofDay(Instant start) {
    var end = start.plus(Duration.ofDays(1));
    return of(SamplePart.days(start, end, ZoneOffset.UTC).get(0), 0, sampling.rows());
  }

  /**
   * Messages of now.
   *
   * @param run what tells the messages of one run from those of another
   * @param first how many messages of the run there were before
   */
  public List<SampleEvent> live(long run, int first, int number, Instant from, Instant to) {
    return of(SamplePart.live(run, new DataInterval(from, to, ZoneOffset.UTC)), first, number);
  }

  private List<SampleEvent> of(SamplePart part, int first, int number) {
    var json = new SampleJson(dataset);
    return new SampleValues(dataset, sampling, others)
        .rows(part, first, number).stream()
            .map(row -> new SampleEvent(SampleData.time(dataset, row, part), json.text(row)))
            .sorted(Comparator.comparing(SampleEvent::time))
            .toList();
  }
}
