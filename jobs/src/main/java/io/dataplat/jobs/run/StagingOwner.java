package io.dataplat.jobs.run;

import io.dataplat.jobplan.BatchId;

/** The attempt that owns a staging branch, and the batch that it has staged there. */
record StagingOwner(BatchId batch, String runId) {

  private static final char BETWEEN = '\n';

  /** The owner as a branch keeps it; one that names no batch has staged the same. */
  static StagingOwner parse(String text, BatchId same) {
    var end = text.lastIndexOf(BETWEEN);
    return end < 0
        ? new StagingOwner(same, text)
        : new StagingOwner(new BatchId(text.substring(end + 1)), text.substring(0, end));
  }

  String text() {
    return runId + BETWEEN + batch;
  }
}
