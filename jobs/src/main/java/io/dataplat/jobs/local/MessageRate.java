package io.dataplat.jobs.local;

import io.dataplat.jobs.console.Numbers;
import java.time.Duration;
import java.util.Optional;

/**
 * How many messages a topic gets.
 *
 * @param most how many in all; no end without it
 * @param longest for how long; no end without it
 */
public record MessageRate(int perSecond, Optional<Integer> most, Optional<Duration> longest) {

  private static final double MILLIS = 1000;

  /** How many there should be after a time. */
  int until(Duration time) {
    var capped = longest.filter(each -> each.compareTo(time) < 0).orElse(time);
    var number = (int) (capped.toMillis() / MILLIS * perSecond);
    return most.map(limit -> Math.min(limit, number)).orElse(number);
  }

  /** Whether no message comes any more. */
  boolean isUsedUp(int number, Duration time) {
    return most.map(limit -> number >= limit).orElse(false)
        || longest.map(limit -> time.compareTo(limit) >= 0).orElse(false);
  }

  @Override
  public String toString() {
    var text = Numbers.of(perSecond) + " messages/s";
    if (most.isPresent()) {
      return text + ", " + Numbers.of(most.get()) + " in all";
    }
    return longest
        .map(time -> text + " for " + time.toSeconds() + " s")
        .orElse(text + " until Ctrl-C");
  }
}
