package io.dataplat.jobs.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to run a task, held by one process. The owner shows that it lives by renewing its file;
 * who finds a file that was not renewed for a whole lease takes the next number. The number stands
 * in each commit, so an owner that was frozen meanwhile cannot publish.
 */
final class Lease implements AutoCloseable {

  /** One owner's file: how often it was renewed, and whether it was given back. */
  record Note(String owner, long renewals, boolean released) {}

  private static final int RENEWALS_IN_A_LEASE = 4;
  private static final int LOOKS_IN_A_LEASE = 30;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final LeaseFiles files;
  private final long number;
  private final String owner;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "dataplat-lease");
            thread.setDaemon(true);
            return thread;
          });
  private long renewals;
  private volatile boolean lost;

  private Lease(LeaseFiles files, long number, String owner, Duration length) {
    this.files = files;
    this.number = number;
    this.owner = owner;
    var pause = Math.max(1, length.toMillis() / RENEWALS_IN_A_LEASE);
    var unused = clock.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Takes the lease, or waits until it is known that its owner lives. */
  static Lease acquire(LeaseFiles files, String owner, Duration length) {
    var newest = files.newest();
    if (newest > 0) {
      awaitEnd(files, newest, length);
    }
    if (!files.create(newest + 1, text(new Note(owner, 0, false)))) {
      throw held();
    }
    files.removeBefore(newest + 1);
    return new Lease(files, newest + 1, owner, length);
  }

  private static void awaitEnd(LeaseFiles files, long number, Duration length) {
    var seen = note(files, number);
    var end = System.nanoTime() + length.toNanos();
    while (!seen.map(Note::released).orElse(true) && System.nanoTime() < end) {
      sleep(length.dividedBy(LOOKS_IN_A_LEASE));
      var now = note(files, number);
      if (now.isPresent() && !now.get().released() && !now.equals(seen)) {
        throw held();
      }
      seen = now;
    }
  }

  private static JobFailure held() {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER, "lease-held", "another instance runs this task");
  }

  /** The number that stands in each commit. */
  long number() {
    return number;
  }

  /** Fails if another process has taken the lease. */
  void check() {
    if (lost) {
      throw new JobFailure(
          ExitCode.CONCURRENT_WRITER, "lease-lost", "another instance has taken over this task");
    }
  }

  /** The same, by a look at who has it now; for an owner that was frozen and does not know yet. */
  void confirm() {
    try {
      if (files.newest() > number) {
        lost = true;
      }
    } catch (UncheckedIOException e) {
      // Nobody can tell; what the owner does next fails by itself.
    }
    check();
  }

  private synchronized void renew() {
    try {
      if (files.newest() > number) {
        lost = true;
      } else {
        renewals++;
        files.overwrite(number, text(new Note(owner, renewals, false)));
      }
    } catch (UncheckedIOException e) {
      // The next renewal tries again; if none comes through, another instance takes over.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    release();
  }

  private synchronized void release() {
    if (!lost && files.newest() == number) {
      files.overwrite(number, text(new Note(owner, renewals, true)));
    }
  }

  private static Optional<Note> note(LeaseFiles files, long number) {
    return files
        .read(number)
        .map(
            text -> {
              try {
                return MAPPER.readValue(text, Note.class);
              } catch (JsonProcessingException e) {
                // A file in the middle of being written: somebody lives.
                return new Note("", -1, false);
              }
            });
  }

  private static String text(Note note) {
    try {
      return MAPPER.writeValueAsString(note);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(Math.max(1, pause.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
