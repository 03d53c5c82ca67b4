package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Output;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.Database;
import io.dataplat.jobs.database.LedgerTable;
import io.dataplat.jobs.database.TableName;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** A table of a database that an output is written into. */
public record DatabasePlace(
    SparkSession session, Database database, DatasetContract dataset, Quarantine quarantine)
    implements OutputPlace {

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  Dialect dialect() {
    return Dialect.of(database.system());
  }

  TableName table() {
    return new TableName(dataset.location().table().orElseThrow());
  }

  @Override
  public String name() {
    return dataset.connection() + "." + table().text();
  }

  void ensure(Output output) {
    with(
        connection -> {
          new DatabaseContract(connection, dialect(), table(), dataset, output.write())
              .ensure(output.ledgerKey());
          return true;
        });
  }

  @Override
  public Ledger ledger(String ledgerKey) {
    return with(connection -> parsed(ledgers(connection).find(ledgerKey)));
  }

  /** The ledger of an output, once whoever writes it now has ended. */
  Ledger settledLedger(String ledgerKey) {
    return with(connection -> parsed(ledgers(connection).lock(ledgerKey)));
  }

  private static Ledger parsed(Optional<String> text) {
    return text.map(Ledger::parse).orElse(Ledger.EMPTY);
  }

  LedgerTable ledgers(Connection connection) {
    return new LedgerTable(connection, database.system(), table());
  }

  /** A connection that may write. */
  Connection open() throws SQLException {
    var connection = database.open();
    try (var statement = connection.createStatement()) {
      statement.execute(dialect().settings());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private HeldRows held(String stage) {
    return HeldRows.of(session, quarantine, stage);
  }

  @Override
  public Optional<String> owner(String stage) {
    return held(stage).owner();
  }

  @Override
  public Stage open(StageRequest request) {
    var held = held(request.name());
    held.drop();
    return new DatabaseStage(this, request, held);
  }

  @Override
  public JobFailure concurrentWriter() {
    return WriteFailure.overtaken(database, table());
  }

  private <T> T with(Work<T> work) {
    try (var connection = open()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  JobFailure failure(SQLException error) {
    return WriteFailure.of(database, table(), error);
  }
}
