package io.dataplat.jobs.replay;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobs.write.TargetTable;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Counts once how many rows the replay of a batch has let out of quarantine. */
final class ReleasedRows implements LongSupplier {

  private final QuarantinedRows rows;
  private final ReplayBatch batch;
  private final BatchId replayed;
  private OptionalLong count = OptionalLong.empty();

  ReleasedRows(QuarantinedRows rows, ReplayBatch batch, BatchId replayed) {
    this.rows = rows;
    this.batch = batch;
    this.replayed = replayed;
  }

  @Override
  public long getAsLong() {
    if (count.isEmpty()) {
      count = OptionalLong.of(counted());
    }
    return count.getAsLong();
  }

  private long counted() {
    if (TargetTable.head(rows.table().load()).equals(batch.snapshot())) {
      return 0;
    }
    var now = new ArrayList<>(batch.replaced());
    now.add(replayed.value());
    return rows.released(batch.snapshot(), batch.replaced(), now);
  }
}
