package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Hashes of stored values in their canonical form (semantics 5.9, 5.10): SHA-256 in hex over the
 * UTF-8 of the values in their order, each written as the number of its characters, a colon and its
 * text, or as {@code -} if it is null. The text of an instant is its microseconds since 1970 in
 * UTC; of bytes their hex digits; of a list, map or structure its JSON, a map as its sorted
 * entries; of any other value what Spark casts it to.
 */
public final class ValueHash {

  private static final int SURROGATE_DIGITS = 32;
  private static final Map<String, String> JSON =
      Map.of("timeZone", "UTC", "ignoreNullFields", "false");

  /** A value and its type. */
  public record Value(Column value, DataType type) {

    private Column form() {
      var text = text();
      return when(value.isNull(), lit("-"))
          .otherwise(concat(length(text).cast(DataTypes.StringType), lit(":"), text));
    }

    private Column text() {
      if (type instanceof TimestampType) {
        return unix_micros(value).cast(DataTypes.StringType);
      } else if (type instanceof BinaryType) {
        return hex(value);
      } else if (type instanceof MapType) {
        return to_json(struct(array_sort(map_entries(value)).as("value")), JSON);
      } else if (type instanceof ArrayType || type instanceof StructType) {
        return to_json(struct(value.as("value")), JSON);
      }
      return value.cast(DataTypes.StringType);
    }
  }

  private ValueHash() {}

  /** The hash of values. */
  public static Column of(List<Value> values) {
    var forms = Stream.concat(Stream.of(lit("")), values.stream().map(Value::form));
    return sha2(concat(forms.toArray(Column[]::new)).cast(DataTypes.BinaryType), 256);
  }

  /**
   * A surrogate key: the first 32 hex digits of the hash over the dataset's id and the key, and for
   * a version also the time from which it holds.
   */
  public static Column surrogateKey(String dataset, List<Value> key) {
    var id = new Value(lit(dataset), DataTypes.StringType);
    return left(of(Stream.concat(Stream.of(id), key.stream()).toList()), lit(SURROGATE_DIGITS));
  }
}
