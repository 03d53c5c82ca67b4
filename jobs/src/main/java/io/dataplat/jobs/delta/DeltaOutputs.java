package io.dataplat.jobs.delta;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.session.LocalPlaces;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The Delta tables that a plan writes. */
public record DeltaOutputs(JobPlan plan, LocalPlaces places) {

  /** The table of an output, made to follow its contract; nothing if it is no Delta table. */
  public Optional<DeltaPlace> place(SparkSession session, Output output, DatasetContract dataset) {
    if (!DeltaTable.holds(dataset)) {
      return Optional.empty();
    }
    var place = new DeltaPlace(DeltaTable.of(session, plan, places, dataset));
    new DeltaContract(place.table(), dataset).ensure();
    var newest = place.ledger(output.ledgerKey()).newestSequenceNumber();
    if (place.table().newest().version() < newest) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED,
          "rolled-back",
          "`" + dataset.id() + "` was rolled back behind its ledger");
    }
    return Optional.of(place);
  }
}
