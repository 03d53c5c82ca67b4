package io.dataplat.jobs.replay;

import io.dataplat.jobplan.RunScope;
import io.dataplat.jobs.run.RunSlice;
import java.util.List;
import java.util.Optional;

/**
 * A batch that is to be computed again.
 *
 * @param id the batch as the quarantine knows it; of several the first
 * @param replaced the batches whose rejected rows its own take the place of
 * @param snapshot the snapshot of the quarantine that has these rows
 * @param before the rows, by gate and rules
 */
record ReplayBatch(
    String id,
    List<String> replaced,
    RunScope scope,
    RunSlice asked,
    Optional<Long> snapshot,
    List<RejectedRows> before) {

  ReplayBatch {
    replaced = List.copyOf(replaced);
    before = List.copyOf(before);
  }
}
