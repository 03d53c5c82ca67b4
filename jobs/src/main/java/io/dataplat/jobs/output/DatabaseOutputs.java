package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The tables of databases that a plan writes. */
public record DatabaseOutputs(JobPlan plan, LocalPlaces places, Secrets secrets) {

  /** The table of an output, made to follow its contract; nothing if it is in no database. */
  public Optional<DatabasePlace> place(
      SparkSession session, Output output, DatasetContract dataset) {
    if (!Databases.holds(plan, dataset)) {
      return Optional.empty();
    }
    var connection = plan.connection(dataset.connection()).orElseThrow();
    var place =
        new DatabasePlace(
            session,
            Database.of(connection, places, secrets),
            dataset,
            plan.quarantine().orElseThrow());
    place.ensure(output);
    return Optional.of(place);
  }
}
