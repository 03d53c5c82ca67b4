package io.dataplat.jobs.replay;

import io.dataplat.jobs.ExitCode;
import java.util.List;

/**
 * What became of the rejected rows of a batch.
 *
 * @param now the batches whose rejected rows are its own afterwards
 * @param before the rows that it had
 * @param released how many of them left the quarantine
 * @param outcome in words, for people
 */
record ReplayedBatch(
    String id,
    List<String> now,
    List<RejectedRows> before,
    long released,
    String outcome,
    ExitCode code) {

  ReplayedBatch {
    now = List.copyOf(now);
    before = List.copyOf(before);
  }

  /** A batch that was not computed again, so that its rows are where they were. */
  static ReplayedBatch untouched(
      String id, List<RejectedRows> rows, String outcome, ExitCode code) {
    return new ReplayedBatch(id, List.of(id), rows, 0, outcome, code);
  }
}
