package io.dataplat.jobs.output;

import io.dataplat.jobplan.WriteMode;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.RowOrder;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A batch in an open transaction: no reader sees it before the commit, which moves the ledger too,
 * and whatever ends the connection before takes it back.
 */
final class DatabaseStage implements Stage {

  private final DatabasePlace place;
  private final StageRequest request;
  private final String ledgerKey;
  private final HeldRows held;
  private @Nullable Connection transaction;

  DatabaseStage(DatabasePlace place, StageRequest request, HeldRows held) {
    this.place = place;
    this.request = request;
    this.ledgerKey = request.ledgerKey();
    this.held = held;
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    var order = new RowOrder(request.dataset(), request.write());
    var isByKey = request.write().mode() == WriteMode.UPSERT;
    var accepted =
        held.write(isByKey ? order.greatest(rows, request.write().keys()) : rows, request.owner());
    try {
      var connection = begin();
      transaction = connection;
      expectUnchanged(connection);
      return new DatabaseChange(connection, place.dialect(), place.table(), request)
          .apply(held, accepted);
    } catch (SQLException e) {
      throw place.failure(e);
    }
  }

  private Connection begin() throws SQLException {
    var connection = place.open();
    try {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  // The lock on the ledger is what two runs at once wait for.
  private void expectUnchanged(Connection connection) throws SQLException {
    var now = place.ledgers(connection).lock(ledgerKey);
    if (!now.map(Ledger::parse).orElse(Ledger.EMPTY).equals(request.ledger())) {
      throw place.concurrentWriter();
    }
  }

  @Override
  public void publish(String key, Ledger ledger, Ledger seen) {
    var connection = Objects.requireNonNull(transaction);
    try {
      if (!place.ledgers(connection).set(key, ledger.completeThrough(), ledger.text())) {
        throw place.concurrentWriter();
      }
      connection.commit();
    } catch (SQLException e) {
      close();
      if (!isPublished(ledger)) {
        throw place.failure(e);
      }
    }
  }

  // The answer to a commit may be lost, and the commit not; the server may still be at it.
  private boolean isPublished(Ledger ledger) {
    try {
      return place.settledLedger(ledgerKey).equals(ledger);
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void drop() {
    close();
  }

  @Override
  public void clean() {
    close();
    held.drop();
  }

  // To close is to roll back.
  private void close() {
    var connection = transaction;
    transaction = null;
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // The server ends what nobody holds any more.
      }
    }
  }
}
