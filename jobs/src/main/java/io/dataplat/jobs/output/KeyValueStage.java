package io.dataplat.jobs.output;

import io.dataplat.jobplan.Write;
import io.dataplat.jobs.keyvalue.HashRows;
import io.dataplat.jobs.keyvalue.HashWriter;
import io.dataplat.jobs.write.Balance;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.RowOrder;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.Staged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A batch in the quarantine's catalog until its audit has passed; then its rows go into the store
 * one by one, and the ledger after them. A reader may see a part of it, and a run that ends in
 * between is run again: the same rows make the same hashes.
 */
final class KeyValueStage implements Stage {

  private final KeyValuePlace place;
  private final StageRequest request;
  private final HeldRows held;

  KeyValueStage(KeyValuePlace place, StageRequest request, HeldRows held) {
    this.place = place;
    this.request = request;
    this.held = held;
  }

  @Override
  public Staged stage(Dataset<Row> rows) {
    var keys = request.write().keys();
    var accepted = held.write(order().greatest(rows, keys), request.owner());
    var fates = writer().look(held.rows());
    var compared = fates.values().stream().mapToLong(Long::longValue).sum();
    return new Staged(
        accepted,
        fates,
        held::rows,
        List.of(new Balance("rows compared", accepted, compared)),
        Optional.empty());
  }

  private RowOrder order() {
    return new RowOrder(request.dataset(), request.write());
  }

  private HashWriter writer() {
    var write = request.write();
    return new HashWriter(
        place.server(),
        HashRows.of(
            request.dataset(), write.keys(), write.sequenceBy(), order().names(), ttl(write)));
  }

  private static long ttl(Write write) {
    return write.ttl().map(Duration::parse).map(Duration::toMillis).orElse(0L);
  }

  @Override
  public void publish(String key, Ledger ledger, Ledger seen) {
    var attempt = request.owner();
    var before =
        place.with(
            ledgers -> {
              var text = ledgers.find(key);
              if (!KeyValuePlace.parsed(text).equals(seen)) {
                throw place.concurrentWriter();
              }
              ledgers.begin(key, attempt);
              return text;
            });
    writer().set(held.rows());
    if (!place.with(ledgers -> ledgers.commit(key, attempt, before, ledger.text()))) {
      throw place.concurrentWriter();
    }
  }

  // Nothing is in the store before it is published.
  @Override
  public void drop() {}

  @Override
  public void clean() {
    held.drop();
  }
}
