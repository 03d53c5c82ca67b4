package io.dataplat.jobs.database;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A column of a database table whose values grow: what was given to a row later is greater. Values
 * become visible when their transactions end, and those end in any order.
 */
public record GrowingColumn(Database database, TableName table, String column) {

  /** The time of the database: whatever it shows from now on holds all that was committed by it. */
  public Instant now() {
    return with(
        connection -> {
          try (var statement = connection.createStatement();
              var found = statement.executeQuery(database.system().clock())) {
            found.next();
            return Optional.ofNullable(found.getString(1))
                .map(text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC))
                .orElseThrow(
                    () -> notReady("it is a replica that has not taken over anything since"));
          }
        });
  }

  /**
   * The greatest number below which nothing is committed any more; nothing for an empty table.
   *
   * @param patience how long to wait for the transactions that may have taken a smaller one
   */
  public Optional<BigInteger> greatestSettled(Duration patience) {
    return with(
        connection -> {
          if (database.system() == DatabaseSystem.MYSQL) {
            throw TableWriters.refused(this, "MySQL does not tell who writes it");
          }
          var writers = new TableWriters(connection, this);
          writers.checkNumbers();
          // Who took a smaller number had locked the table before, so it is among those seen next.
          var greatest = greatest(connection);
          if (greatest.isPresent() && !writers.awaitEnd(patience)) {
            throw notReady(
                "a transaction that writes it has not ended within %s, and may still commit rows"
                    .formatted(patience));
          }
          return greatest;
        });
  }

  private Optional<BigInteger> greatest(Connection connection) throws SQLException {
    var sql = "SELECT max(%s) FROM %s".formatted(TableName.quote(column), table.sql());
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      return Optional.ofNullable(found.getBigDecimal(1)).map(BigDecimal::toBigInteger);
    }
  }

  /** Whether the table has rows that fulfil a condition. */
  public boolean hasRows(String condition) {
    var name = database.system().quote(table);
    var sql = "SELECT 1 FROM %s WHERE %s LIMIT 1".formatted(name, condition);
    return with(
        connection -> {
          try (var statement = connection.createStatement();
              var found = statement.executeQuery(sql)) {
            return found.next();
          }
        });
  }

  private JobFailure notReady(String why) {
    return new JobFailure(
        ExitCode.NOT_READY,
        "not-ready",
        "the table %s cannot be read by its changes yet: %s".formatted(name(), why));
  }

  /** The table, for people. */
  String name() {
    return "`%s` of `%s` (%s)".formatted(table.text(), database.connection(), database.place());
  }

  /** What is asked on a connection. */
  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }

  private <T> T with(Question<T> question) {
    try (var connection = database.open()) {
      return question.ask(connection);
    } catch (SQLException e) {
      throw DatabaseFailure.of(database, table, e);
    }
  }
}
