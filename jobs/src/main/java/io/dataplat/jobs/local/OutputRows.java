package io.dataplat.jobs.local;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.files.FilesPlace;
import io.dataplat.jobs.input.DeltaTable;
import io.dataplat.jobs.input.FileSource;
import io.dataplat.jobs.keyvalue.KeyValueServer;
import io.dataplat.jobs.keyvalue.KeyValueStores;
import io.dataplat.jobs.keyvalue.StoredHashes;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.Secrets;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of outputs, wherever they are, to be shown. */
record OutputRows(SparkSession session, JobPlan plan, LocalPlaces places) {

  Dataset<Row> of(OutputSummary output) {
    var contract = plan.dataset(output.dataset());
    return contract
        .filter(dataset -> Databases.holds(plan, dataset))
        .map(this::ofDatabase)
        .or(() -> contract.filter(each -> KeyValueStores.holds(plan, each)).map(this::ofKeyValues))
        .or(() -> contract.filter(DeltaTable::holds).map(this::ofDelta))
        .or(() -> contract.flatMap(this::ofFiles))
        .orElseGet(() -> session.table(output.table()));
  }

  private Optional<Dataset<Row>> ofFiles(DatasetContract dataset) {
    return FilesPlace.of(session, plan, places, dataset)
        .map(place -> new FileSource(session, dataset).rows(place.current()));
  }

  private Dataset<Row> ofDelta(DatasetContract dataset) {
    var table = DeltaTable.of(session, plan, places, dataset);
    return table.rows(table.newest());
  }

  private Dataset<Row> ofDatabase(DatasetContract dataset) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    var database = Database.of(connection, places, Secrets.local(places.keys()));
    var table = new TableName(dataset.location().table().orElseThrow());
    return session
        .read()
        .format("jdbc")
        .options(database.options())
        .option("dbtable", table.sql())
        .load()
        .select(
            dataset.columns().stream()
                .map(column -> col(Names.quote(column.sourceName())).as(column.name()))
                .toArray(Column[]::new));
  }

  private Dataset<Row> ofKeyValues(DatasetContract dataset) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    var server = KeyValueServer.of(connection, places, Secrets.local(places.keys()));
    return session.createDataFrame(
        new StoredHashes(server, dataset).rows(), StoredHashes.schema(dataset));
  }
}
