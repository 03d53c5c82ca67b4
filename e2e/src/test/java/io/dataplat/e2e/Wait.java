package io.dataplat.e2e;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Waiting with an end, and with a reason when the end comes. */
final class Wait {

  private static final Duration POLL = Duration.ofMillis(500);

  private Wait() {}

  /**
   * Waits until nothing stands in the way any more.
   *
   * @param obstacles what is not ready, each in words that help whoever reads the failure
   */
  static void until(String what, Duration limit, Supplier<List<String>> obstacles) {
    long end = System.nanoTime() + limit.toNanos();
    List<String> left = obstacles.get();
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "after " + limit.toSeconds() + " s not yet: " + what + "\n" + String.join("\n", left));
      }
      sleep();
      left = obstacles.get();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
  }
}
