package io.dataplat.jobs.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Jedis;

/**
 * The ledgers of the outputs that are written under a prefix, in a hash that has the prefix as its
 * name, which no hash of a row has. Beside each ledger stands the attempt that writes: a store that
 * has lost its data, or another attempt, has not.
 */
public record LedgerHash(Jedis redis, String prefix) {

  private static final String WRITING = "writing:";

  /** The ledger of an output; nothing before its first batch. */
  public Optional<String> find(String output) {
    return Optional.ofNullable(redis.hget(prefix, output));
  }

  /** Notes that an attempt begins to write. */
  public void begin(String output, String attempt) {
    redis.hset(prefix, WRITING + output, attempt);
  }

  /** Moves the ledger, unless another attempt has begun or the ledger is no longer as it was. */
  public boolean commit(String output, String attempt, Optional<String> before, String after) {
    var moved =
        redis.eval(
            Scripts.COMMIT,
            List.of(prefix.getBytes(UTF_8)),
            List.of(
                (WRITING + output).getBytes(UTF_8),
                attempt.getBytes(UTF_8),
                output.getBytes(UTF_8),
                before.orElse("").getBytes(UTF_8),
                after.getBytes(UTF_8)));
    return Long.valueOf(1).equals(moved);
  }
}
