package io.dataplat.jobs.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows as what the script takes that sets a hash.
 *
 * @param keys the columns of the key, in contract order
 * @param sequence the columns that say which row is newer
 * @param order all columns by which rows are compared
 * @param ttlMillis how long a hash lives; 0 for ever
 */
public record HashRows(
    String prefix,
    List<String> columns,
    List<String> keys,
    List<String> sequence,
    List<String> order,
    String sequenceMark,
    String orderMark,
    long ttlMillis)
    implements Serializable {

  /** Copies what the caller may still change. */
  public HashRows {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    sequence = List.copyOf(sequence);
    order = List.copyOf(order);
  }

  /** The rows of a dataset. */
  public static HashRows of(
      DatasetContract dataset,
      List<String> keys,
      List<String> sequence,
      List<String> order,
      long ttlMillis) {
    return new HashRows(
        dataset.location().keyPrefix().orElseThrow(),
        dataset.columns().stream().map(ContractColumn::name).toList(),
        keys,
        sequence,
        order,
        SortKey.mark(dataset, sequence),
        SortKey.mark(dataset, order),
        ttlMillis);
  }

  /** The name of the hash of a row. */
  byte[] key(Row row) {
    return HashText.key(
            prefix, keys.stream().map(name -> HashText.of(row.<Object>getAs(name))).toList())
        .getBytes(UTF_8);
  }

  /** The arguments of the script. */
  List<byte[]> arguments(Row row, boolean isSet) {
    var arguments = new ArrayList<byte[]>();
    arguments.add((isSet ? "set" : "look").getBytes(UTF_8));
    arguments.add(String.valueOf(ttlMillis).getBytes(UTF_8));
    arguments.add(row.<String>getAs(TechnicalColumns.BATCH_ID).getBytes(UTF_8));
    arguments.add(SortKey.of(sequenceMark, row, sequence));
    arguments.add(SortKey.of(orderMark, row, order));
    for (var name : columns) {
      Object value = row.getAs(name);
      if (value != null) {
        arguments.add(name.getBytes(UTF_8));
        arguments.add(HashText.of(value).getBytes(UTF_8));
      }
    }
    return arguments;
  }
}
