package io.dataplat.jobs.run;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.output.OutputPlaces;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import org.apache.spark.sql.SparkSession;

/** What the ledgers of a plan's outputs say now, wherever they are. */
public record OutputLedgers(SparkSession session, JobPlan plan, OutputPlaces places) {

  /** The ledger of an output; an empty one where nothing was ever written. */
  public Ledger of(Output output) {
    var dataset = plan.dataset(output.dataset()).orElseThrow();
    return places
        .place(session, output, dataset)
        .map(place -> place.ledger(output.ledgerKey()))
        .orElseGet(() -> ofCatalog(dataset, output));
  }

  private Ledger ofCatalog(DatasetContract dataset, Output output) {
    var table = TargetTable.of(session, dataset);
    return table.exists() ? table.ledger(output.ledgerKey()) : Ledger.EMPTY;
  }
}
