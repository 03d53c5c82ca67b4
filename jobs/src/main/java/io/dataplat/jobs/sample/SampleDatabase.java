package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.DatabaseTypes;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.Secrets;
import io.dataplat.jobs.session.TimeBounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** A table of an embedded database, made by the contract if it is not there. */
record SampleDatabase(Database database, DatasetContract dataset) implements SamplePlace {

  static SampleDatabase of(JobPlan plan, DatasetContract dataset, LocalPlaces places) {
    var connection = plan.connection(dataset.connection()).orElseThrow();
    if (connection.place() != Place.EMBEDDED) {
      throw new JobFailure(
          ExitCode.BAD_ARGUMENTS,
          "sample-not-local",
          "samples are made in embedded databases only; `" + connection.name() + "` is none");
    }
    return new SampleDatabase(
        Database.of(connection, places, Secrets.local(places.keys())), dataset);
  }

  private TableName table() {
    return new TableName(dataset.location().table().orElseThrow());
  }

  @Override
  public boolean isEmpty(SamplePart part) {
    return with(
        connection -> {
          try (var statement = connection.createStatement()) {
            create(connection);
            var rows = "SELECT 1 FROM " + table().sql() + " WHERE " + condition(part) + " LIMIT 1";
            return !statement.executeQuery(rows).next();
          }
        });
  }

  private String condition(SamplePart part) {
    return dataset.columns().stream()
        .filter(column -> part.isDay())
        .filter(column -> dataset.timeColumn().filter(column.name()::equals).isPresent())
        .map(time -> condition(part, time))
        .findFirst()
        .orElse("true");
  }

  private static String condition(SamplePart part, ContractColumn time) {
    var type = ColumnTypes.of(time);
    return new TimeBounds(part.interval(), type)
        .sql(TableName.quote(time.sourceName()), DatabaseTypes.name(type));
  }

  private void create(Connection connection) throws SQLException {
    // What is not null by contract may be null here: a fault of a sample is.
    var columns =
        dataset.columns().stream()
            .map(
                column ->
                    TableName.quote(column.sourceName())
                        + " "
                        + DatabaseTypes.name(ColumnTypes.of(column)))
            .collect(Collectors.joining(", "));
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + table().schema());
      statement.execute("CREATE TABLE IF NOT EXISTS " + table().sql() + " (" + columns + ")");
    }
  }

  @Override
  public void write(SamplePart part, List<SampleRow> rows) {
    var names =
        dataset.columns().stream()
            .map(column -> TableName.quote(column.sourceName()))
            .collect(Collectors.joining(", "));
    var marks = dataset.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
    with(
        connection -> {
          connection.setAutoCommit(false);
          var sql = "INSERT INTO %s (%s) VALUES (%s)".formatted(table().sql(), names, marks);
          try (var insert = connection.prepareStatement(sql)) {
            for (var row : Typed.rows(rows)) {
              bind(insert, row);
            }
            insert.executeBatch();
          }
          connection.commit();
          return rows.size();
        });
  }

  private static void bind(PreparedStatement insert, Row row) throws SQLException {
    for (int i = 0; i < row.size(); i++) {
      var value = row.get(i);
      insert.setObject(
          i + 1, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
    insert.addBatch();
  }

  @Override
  public String name() {
    return "`" + table().text() + "` of `" + dataset.connection() + "`";
  }

  /** What is done on a connection. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (var connection = database.open()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("samples cannot be written into " + name(), e);
    }
  }
}
