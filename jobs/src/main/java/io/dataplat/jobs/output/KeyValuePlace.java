package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.keyvalue.KeyValueFailure;
import io.dataplat.jobs.keyvalue.KeyValueServer;
import io.dataplat.jobs.keyvalue.LedgerHash;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.OutputPlace;
import io.dataplat.jobs.write.Stage;
import io.dataplat.jobs.write.StageRequest;
import io.dataplat.jobs.write.TargetTable;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import redis.clients.jedis.exceptions.JedisException;

/** The hashes of a key-value store that an output is written into. */
public record KeyValuePlace(
    SparkSession session, KeyValueServer server, DatasetContract dataset, Quarantine quarantine)
    implements OutputPlace {

  String prefix() {
    return dataset.location().keyPrefix().orElseThrow();
  }

  @Override
  public String name() {
    return dataset.connection() + "." + prefix();
  }

  @Override
  public Ledger ledger(String ledgerKey) {
    return with(ledgers -> parsed(ledgers.find(ledgerKey)));
  }

  static Ledger parsed(Optional<String> text) {
    return text.map(Ledger::parse).orElse(Ledger.EMPTY);
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
    return new KeyValueStage(this, request, held);
  }

  @Override
  public JobFailure concurrentWriter() {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER,
        TargetTable.CONCURRENT_WRITER,
        "another run wrote the keys `%s` of `%s` at the same time, or the store has lost them"
            .formatted(prefix(), server.connection()));
  }

  <T> T with(Function<LedgerHash, T> work) {
    try (var redis = server.open()) {
      return work.apply(new LedgerHash(redis, prefix()));
    } catch (JedisException e) {
      throw KeyValueFailure.of(server, prefix(), e);
    }
  }
}
