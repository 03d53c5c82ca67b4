package io.dataplat.jobs.local;

import io.dataplat.jobs.console.Numbers;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.stream.StreamProgress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sums up what a stream does, and says it in one line for each micro-batch. */
final class StreamTotals implements StreamProgress {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final String task;
  private final CountDownLatch begun = new CountDownLatch(1);
  private StreamCounts counts = StreamCounts.NONE;
  private long last = System.nanoTime();

  StreamTotals(PrintStream out, String task) {
    this.out = out;
    this.task = task;
  }

  @Override
  public void begins(String name, String from) {
    if (begun.getCount() > 0) {
      out.println(name + "  begins at " + from);
    }
    begun.countDown();
  }

  @Override
  public void published(String output, long epoch) {
    // The line of the micro-batch says it.
  }

  @Override
  public synchronized void finished(EpochSummary epoch) {
    var now = System.nanoTime();
    var each = StreamCounts.of(epoch);
    counts = counts.plus(each);
    // A micro-batch without messages only moves what Spark remembers.
    if (each.read() > 0) {
      out.println(line(each, each.read() * NANOS / Math.max(1, now - last), epoch.lag()));
      last = now;
    }
  }

  private String line(StreamCounts each, double perSecond, long lag) {
    return String.format(
        Locale.ROOT,
        "  %-14s %,8.0f/s  read %s, written %s%s%s%s%s%s%s, lag %s",
        task,
        perSecond,
        Numbers.of(each.read()),
        Numbers.of(each.written()),
        Numbers.unlessZero("dead letters", each.deadLetters()),
        Numbers.unlessZero("quarantined", each.quarantined()),
        Numbers.unlessZero("dropped", each.dropped()),
        Numbers.unlessZero("late", each.late()),
        Numbers.unlessZero("deduplicated", each.deduplicated()),
        Numbers.unlessZero("filtered", each.filtered()),
        Numbers.of(lag));
  }

  /** What became of all messages so far. */
  synchronized StreamCounts counts() {
    return counts;
  }

  /** Waits a while for the stream to begin. */
  boolean hasBegun(long seconds) throws InterruptedException {
    return begun.await(seconds, TimeUnit.SECONDS);
  }
}
