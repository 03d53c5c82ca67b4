package io.dataplat.jobs.database;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The databases that a run reads: all tables of one are in one state, which lasts until this is
 * closed.
 */
public final class Databases implements AutoCloseable {

  private final JobPlan plan;
  private final LocalPlaces places;
  private final Secrets secrets;
  private final Map<String, DatabaseSnapshot> snapshots = new LinkedHashMap<>();

  /** No database is opened before a table of it is wanted. */
  public Databases(JobPlan plan, LocalPlaces places, Secrets secrets) {
    this.plan = plan;
    this.places = places;
    this.secrets = secrets;
  }

  /** Whether a dataset is a table of a database. */
  public static boolean holds(JobPlan plan, DatasetContract dataset) {
    return connection(plan, dataset).isPresent();
  }

  private static Optional<Connection> connection(JobPlan plan, DatasetContract dataset) {
    return plan.connection(dataset.connection()).filter(each -> each.type() == ConnectionType.JDBC);
  }

  /** The names of the embedded databases of a plan. */
  public static List<String> embedded(JobPlan plan) {
    return plan.connections().stream()
        .filter(each -> each.type() == ConnectionType.JDBC && each.place() == Place.EMBEDDED)
        .map(Connection::name)
        .toList();
  }

  /** A table that an input of the plan reads. */
  public DatabaseTable table(DatasetContract dataset) {
    return mysql(dataset)
        .map(MysqlCatalog::table)
        .orElseGet(() -> snapshot(dataset).table(name(dataset)));
  }

  /** The least and the greatest value of a column of whole numbers; nothing without values. */
  public Optional<long[]> bounds(DatasetContract dataset, String column) {
    return mysql(dataset)
        .map(catalog -> catalog.bounds(column))
        .orElseGet(() -> snapshot(dataset).bounds(name(dataset), column));
  }

  // It has no state that connections share.
  private Optional<MysqlCatalog> mysql(DatasetContract dataset) {
    return connection(plan, dataset)
        .filter(connection -> connection.place() == Place.MYSQL)
        .map(connection -> Database.of(connection, places, secrets))
        .map(database -> new MysqlCatalog(database, name(dataset)));
  }

  /** How far the outputs whose names begin so have written a table that an input reads. */
  public List<String> frontiers(DatasetContract dataset, String beginning) {
    return mysql(dataset)
        .map(catalog -> catalog.frontiers(beginning))
        .orElseGet(() -> snapshot(dataset).frontiers(name(dataset), beginning));
  }

  private DatabaseSnapshot snapshot(DatasetContract dataset) {
    var opened = snapshots.get(dataset.connection());
    if (opened == null) {
      var connection = connection(plan, dataset).orElseThrow();
      var names =
          plan.inputs().stream()
              .flatMap(input -> plan.dataset(input.dataset()).stream())
              .filter(each -> each.connection().equals(connection.name()))
              .map(Databases::name)
              .distinct()
              .toList();
      opened = DatabaseSnapshot.of(Database.of(connection, places, secrets), names);
      snapshots.put(connection.name(), opened);
    }
    return opened;
  }

  private static TableName name(DatasetContract dataset) {
    return new TableName(dataset.location().table().orElseThrow());
  }

  @Override
  public void close() {
    snapshots.values().forEach(DatabaseSnapshot::close);
  }
}
