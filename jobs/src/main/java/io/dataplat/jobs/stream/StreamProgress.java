package io.dataplat.jobs.stream;

import io.dataplat.jobs.run.OutputTarget;
import java.util.List;

/** Hears what a stream is doing. */
public interface StreamProgress {

  /** The outputs are known. */
  default void prepared(List<OutputTarget> outputs) {}

  /** The stream begins; what it begins at is said in words. */
  void begins(String task, String from);

  /** An output is visible to readers as of a micro-batch. */
  void published(String output, long epoch);

  /** A micro-batch is published; if it is not noted, it will be repeated. */
  default void published(EpochSummary epoch) {}

  /** What the stream tells of itself could not be delivered. */
  default void lost(String telemetry, String error) {}

  /** A micro-batch is published and noted. */
  void finished(EpochSummary epoch);
}
