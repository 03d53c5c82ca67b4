package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.ErrorText;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FSError;

/** Delivers telemetry: tries again, then says that it is lost. No run fails by it. */
final class Delivery {

  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 300;

  private final BiConsumer<String, String> onLost;

  /** A delivery that tells what is lost, and by what kind of error. */
  Delivery(BiConsumer<String, String> onLost) {
    this.onLost = onLost;
  }

  /** Something that may fail. */
  @FunctionalInterface
  interface Attempt {
    /** Delivers it, or throws. */
    void run() throws Exception;
  }

  /** Delivers it now. */
  void of(String what, Attempt attempt) {
    made(
        what,
        () -> {
          attempt.run();
          return what;
        });
  }

  /** Makes what is to be delivered; empty if it is lost. */
  <T> Optional<T> made(String what, Callable<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return Optional.of(attempt.call());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return lost(what, e);
      } catch (Exception | LinkageError | FSError e) {
        if (number == ATTEMPTS || !isPauseOver(number)) {
          return lost(what, e);
        }
      }
    }
  }

  private <T> Optional<T> lost(String what, Throwable error) {
    onLost.accept(what, ErrorText.kind(error));
    return Optional.empty();
  }

  private static boolean isPauseOver(int number) {
    try {
      Thread.sleep(PAUSE_MILLIS * number);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
