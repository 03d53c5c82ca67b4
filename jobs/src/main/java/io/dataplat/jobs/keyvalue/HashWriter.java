package io.dataplat.jobs.keyvalue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Sends rows to a Redis from the tasks of Spark side by side, many at a time. A task may run again:
 * the script makes of the same row the same hash.
 */
public record HashWriter(KeyValueServer server, HashRows rows) implements Serializable {

  private static final int AT_ONCE = 500;
  // In the order of the numbers that the script answers.
  private static final List<String> FATES = List.of("inserted", "updated", "unchanged", "stale");

  /** How many rows would have which fate. */
  public Map<String, Long> look(Dataset<Row> held) {
    return send(held, false);
  }

  /** Sets what is greater than what is there. */
  public void set(Dataset<Row> held) {
    send(held, true);
  }

  private Map<String, Long> send(Dataset<Row> held, boolean isSet) {
    FlatMapFunction<Iterator<Row>, long[]> task = part -> List.of(send(part, isSet)).iterator();
    var fates = new LinkedHashMap<String, Long>();
    FATES.forEach(fate -> fates.put(fate, 0L));
    for (var counts : held.toJavaRDD().mapPartitions(task).collect()) {
      for (int i = 0; i < counts.length; i++) {
        fates.merge(FATES.get(i), counts[i], Long::sum);
      }
    }
    return fates;
  }

  private long[] send(Iterator<Row> part, boolean isSet) {
    var counts = new long[FATES.size()];
    if (!part.hasNext()) {
      return counts;
    }
    try (var redis = server.open()) {
      var script = redis.scriptLoad(Scripts.SET);
      while (part.hasNext()) {
        send(redis, script, part, isSet, counts);
      }
      return counts;
    } catch (JedisException e) {
      throw KeyValueFailure.of(server, rows.prefix(), e);
    }
  }

  private void send(Jedis redis, byte[] script, Iterator<Row> part, boolean isSet, long[] counts) {
    var answers = new ArrayList<Response<Object>>();
    try (var pipeline = redis.pipelined()) {
      while (part.hasNext() && answers.size() < AT_ONCE) {
        var row = part.next();
        answers.add(pipeline.evalsha(script, List.of(rows.key(row)), rows.arguments(row, isSet)));
      }
      pipeline.sync();
    }
    // An answer that is an error is thrown here.
    answers.forEach(answer -> counts[((Long) answer.get()).intValue()]++);
  }
}
