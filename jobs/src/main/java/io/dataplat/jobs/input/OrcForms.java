package io.dataplat.jobs.input;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads the values of ORC columns to what Spark holds, in the types that the contract declares. */
final class OrcForms {

  private static final long MILLIS_PER_SECOND = 1000;

  /** Reads the value of a row that has one. */
  @FunctionalInterface
  interface Form {
    Object value(ColumnVector vector, int row);
  }

  private final ZoneId zone;

  OrcForms(ZoneId zone) {
    this.zone = zone;
  }

  /** The form of a column. */
  Form of(DataType found, ReadColumn column) {
    return of(found, column.dataType(), column.fields());
  }

  /** The value of a row, which may be null. */
  static @Nullable Object read(Form form, ColumnVector vector, int row) {
    int at = vector.isRepeating ? 0 : row;
    return !vector.noNulls && vector.isNull[at] ? null : form.value(vector, at);
  }

  private Form of(DataType found, DataType declared, List<ReadColumn> fields) {
    if (found instanceof StructType struct) {
      return struct(struct, fields);
    }
    if (found instanceof ArrayType from && declared instanceof ArrayType to) {
      return array(of(from.elementType(), to.elementType(), fields));
    }
    if (found instanceof MapType from && declared instanceof MapType to) {
      return map(
          of(from.keyType(), to.keyType(), List.of()),
          of(from.valueType(), to.valueType(), List.of()));
    }
    return declared instanceof DecimalType decimal ? decimal(decimal) : simple(found, declared);
  }

  private Form simple(DataType found, DataType declared) {
    if (found.equals(DataTypes.StringType)) {
      return (vector, row) -> TypedValues.text(bytes(vector, row));
    }
    if (found.equals(DataTypes.BinaryType)) {
      return OrcForms::bytes;
    }
    if (found.equals(DataTypes.BooleanType)) {
      return (vector, row) -> ((LongColumnVector) vector).vector[row] != 0;
    }
    if (declared.equals(DataTypes.FloatType)) {
      return (vector, row) -> (float) ((DoubleColumnVector) vector).vector[row];
    }
    if (declared.equals(DataTypes.DoubleType)) {
      return (vector, row) -> ((DoubleColumnVector) vector).vector[row];
    }
    return isTime(declared) ? time(found, declared) : integer(declared);
  }

  private static boolean isTime(DataType type) {
    return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType);
  }

  private static Form integer(DataType declared) {
    var narrow = TypedValues.integer(declared);
    return (vector, row) -> narrow.apply(((LongColumnVector) vector).vector[row]);
  }

  private Form time(DataType found, DataType declared) {
    if (found.equals(declared)) {
      return OrcForms::micros;
    }
    var instant = TypedValues.instantIn(zone);
    return (vector, row) -> instant.applyAsLong(micros(vector, row));
  }

  private static long micros(ColumnVector vector, int row) {
    var times = (TimestampColumnVector) vector;
    var seconds = Math.floorDiv(times.getTime(row), MILLIS_PER_SECOND);
    return TypedValues.micros(seconds, times.getNanos(row));
  }

  private static Form decimal(DecimalType declared) {
    return (vector, row) ->
        TypedValues.decimal(
            ((DecimalColumnVector) vector).vector[row].getHiveDecimal().bigDecimalValue(),
            declared);
  }

  // The bytes of a vector are overwritten by the next rows.
  private static byte[] bytes(ColumnVector vector, int row) {
    var texts = (BytesColumnVector) vector;
    int from = texts.start[row];
    return Arrays.copyOfRange(texts.vector[row], from, from + texts.length[row]);
  }

  private Form struct(StructType found, List<ReadColumn> fields) {
    int[] places = new int[fields.size()];
    var forms = new Form[fields.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = found.fieldIndex(fields.get(i).sourceName());
      forms[i] = of(found.apply(places[i]).dataType(), fields.get(i));
    }
    return (vector, row) -> {
      @Nullable Object[] values = new @Nullable Object[forms.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(forms[i], ((StructColumnVector) vector).fields[places[i]], row);
      }
      return new GenericInternalRow(values);
    };
  }

  private static Form array(Form element) {
    return (vector, row) -> {
      var list = (ListColumnVector) vector;
      @Nullable Object[] values = new @Nullable Object[(int) list.lengths[row]];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(element, list.child, (int) list.offsets[row] + i);
      }
      return new GenericArrayData(values);
    };
  }

  private static Form map(Form key, Form value) {
    return (vector, row) -> {
      var map = (MapColumnVector) vector;
      var values = new LinkedHashMap<Object, @Nullable Object>();
      for (int i = 0; i < map.lengths[row]; i++) {
        int at = (int) map.offsets[row] + i;
        var name = read(key, map.keys, at);
        if (name == null) {
          throw new CorruptValueException();
        }
        values.put(name, read(value, map.values, at));
      }
      return new ArrayBasedMapData(
          new GenericArrayData(values.keySet().toArray()),
          new GenericArrayData(values.values().toArray()));
    };
  }
}
