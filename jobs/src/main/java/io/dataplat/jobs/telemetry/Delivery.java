package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.ErrorText;
import java.util.function.BiConsumer;

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
    for (int number = 1; ; number++) {
      try {
        attempt.run();
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        onLost.accept(what, ErrorText.kind(e));
        return;
      } catch (Exception | LinkageError e) {
        if (number == ATTEMPTS || !isPauseOver(number)) {
          onLost.accept(what, ErrorText.kind(e));
          return;
        }
      }
    }
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
