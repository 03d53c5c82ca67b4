package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Output;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.delta.DeltaOutputs;
import io.dataplat.jobs.files.FilesPlace;
import io.dataplat.jobs.keyvalue.KeyValueServer;
import io.dataplat.jobs.keyvalue.KeyValueStores;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.write.OutputPlace;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The places of a plan's outputs that are in no catalog. */
public record OutputPlaces(JobPlan plan, LocalPlaces places, Secrets secrets) {

  /** The place of an output, made to follow its contract; nothing if it is in a catalog. */
  public Optional<OutputPlace> place(SparkSession session, Output output, DatasetContract dataset) {
    if (KeyValueStores.holds(plan, dataset)) {
      return Optional.of(keyValue(session, dataset));
    }
    if (Databases.holds(plan, dataset)) {
      return Optional.of(database(session, output, dataset));
    }
    return new DeltaOutputs(plan, places)
        .place(session, output, dataset)
        .map(OutputPlace.class::cast)
        .or(() -> FilesPlace.of(session, plan, places, dataset));
  }

  private DatabasePlace database(SparkSession session, Output output, DatasetContract dataset) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    var place =
        new DatabasePlace(
            session,
            Database.of(connection, places, secrets),
            dataset,
            plan.quarantine().orElseThrow());
    place.ensure(output);
    return place;
  }

  private KeyValuePlace keyValue(SparkSession session, DatasetContract dataset) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    return new KeyValuePlace(
        session,
        KeyValueServer.of(connection, places, secrets),
        dataset,
        plan.quarantine().orElseThrow());
  }
}
