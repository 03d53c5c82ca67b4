package io.dataplat.jobs.run;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.TargetTable;

/** An output with its place and what the ledger there says. */
public record OutputTarget(
    Output output, DatasetContract dataset, OutputPlace place, Ledger ledger) {

  /** The table of a catalog, which streams and readers of changes write into only. */
  public TargetTable table() {
    if (place instanceof TargetTable table) {
      return table;
    }
    throw new IllegalStateException("`" + dataset.id() + "` is no table of a catalog");
  }
}
