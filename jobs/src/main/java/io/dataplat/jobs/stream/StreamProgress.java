package io.dataplat.jobs.stream;

/** Hears what a stream is doing. */
public interface StreamProgress {

  /** The stream begins; what it begins at is said in words. */
  void begins(String task, String from);

  /** An output is visible to readers as of a micro-batch. */
  void published(String output, long epoch);

  /** A micro-batch is published and noted. */
  void finished(EpochSummary epoch);
}
