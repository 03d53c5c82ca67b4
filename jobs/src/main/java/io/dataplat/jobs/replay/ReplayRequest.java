package io.dataplat.jobs.replay;

import io.dataplat.jobs.run.RunSlice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which batches are asked for, by the rows that they have in quarantine.
 *
 * @param tick the instant that the replay stands for where a batch has none of its own
 * @param from the intervals, or ticks, from here on
 * @param to those before here
 * @param rules the rules by name, or by what stands before the colon; all if there are none
 * @param dataset the dataset that rows were kept out of
 */
public record ReplayRequest(
    Instant tick,
    Optional<Instant> from,
    Optional<Instant> to,
    List<String> rules,
    Optional<String> dataset) {

  /** Copies what the caller may still change. */
  public ReplayRequest {
    rules = List.copyOf(rules);
  }

  /** The names of a list with commas between them. */
  public static List<String> names(String list) {
    return Stream.of(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  boolean isBounded() {
    return from.isPresent() || to.isPresent();
  }

  boolean isInside(RunSlice slice) {
    var time = slice.interval().map(interval -> interval.start()).orElse(slice.tick());
    return from.map(bound -> !time.isBefore(bound)).orElse(true)
        && to.map(time::isBefore).orElse(true);
  }

  boolean wants(RejectedRows rows) {
    return dataset.map(rows.dataset()::equals).orElse(true)
        && (rules.isEmpty() || rules.stream().anyMatch(rows::violates));
  }
}
