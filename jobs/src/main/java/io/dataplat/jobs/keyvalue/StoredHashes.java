package io.dataplat.jobs.keyvalue;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;

/** The hashes of a dataset as readers find them, each value as its text; for local runs. */
public record StoredHashes(KeyValueServer server, DatasetContract dataset) {

  private static final int AT_ONCE = 1000;

  /** The columns of the contract, all of them texts. */
  public static StructType schema(DatasetContract dataset) {
    return DataTypes.createStructType(
        dataset.columns().stream()
            .map(ContractColumn::name)
            .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
            .toList());
  }

  /** All of them. */
  public List<Row> rows() {
    var prefix = dataset.location().keyPrefix().orElseThrow();
    var names = dataset.columns().stream().map(ContractColumn::name).toArray(String[]::new);
    // Names of environments, domains and datasets have none of the characters of patterns.
    var ofPrefix = new ScanParams().match(prefix + ":*").count(AT_ONCE);
    try (var redis = server.open()) {
      // A key may come twice.
      var keys = new TreeSet<String>();
      var cursor = ScanParams.SCAN_POINTER_START;
      do {
        var found = redis.scan(cursor, ofPrefix);
        keys.addAll(found.getResult());
        cursor = found.getCursor();
      } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
      return keys.stream()
          .map(key -> RowFactory.create(redis.hmget(key, names).toArray()))
          .toList();
    } catch (JedisException e) {
      throw KeyValueFailure.of(server, prefix, e);
    }
  }
}
