package io.dataplat.jobs.input;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Turns what Avro reads into what Spark holds, in the types that the contract declares. */
final class AvroForms {

  /** Turns a value that is not null. */
  @FunctionalInterface
  interface Form {
    Object value(Object found);
  }

  private AvroForms() {}

  /** The form of a column. */
  static Form of(Schema found, ReadColumn column) {
    return of(found, column.dataType(), column.fields());
  }

  /** The value, which may be null. */
  static @Nullable Object read(Form form, @Nullable Object found) {
    return found == null ? null : form.value(found);
  }

  private static Form of(Schema found, DataType declared, List<ReadColumn> fields) {
    var type = AvroTypes.withoutNull(found);
    if (type.getType() == Schema.Type.RECORD) {
      return struct(type, fields);
    }
    if (declared instanceof ArrayType to) {
      return array(of(type.getElementType(), to.elementType(), fields));
    }
    if (declared instanceof MapType to) {
      return map(of(type.getValueType(), to.valueType(), List.of()));
    }
    if (type.getLogicalType() instanceof LogicalTypes.Decimal stored
        && declared instanceof DecimalType decimal) {
      return value ->
          TypedValues.decimal(
              new BigDecimal(new BigInteger(bytes(value)), stored.getScale()), decimal);
    }
    return isTime(declared) ? time(type) : simple(type, declared);
  }

  private static boolean isTime(DataType type) {
    return type.equals(DataTypes.TimestampType) || type.equals(DataTypes.TimestampNTZType);
  }

  private static Form time(Schema type) {
    var name = type.getLogicalType().getName();
    var unit =
        name.endsWith("millis")
            ? TimeUnit.MILLISECONDS
            : name.endsWith("micros") ? TimeUnit.MICROSECONDS : TimeUnit.NANOSECONDS;
    var perSecond = unit.convert(1, TimeUnit.SECONDS);
    return value -> {
      long time = ((Number) value).longValue();
      long rest = Math.floorMod(time, perSecond);
      return TypedValues.micros(Math.floorDiv(time, perSecond), (int) unit.toNanos(rest));
    };
  }

  private static Form simple(Schema type, DataType declared) {
    return switch (type.getType()) {
      case BOOLEAN -> value -> value;
      case STRING, ENUM -> AvroForms::text;
      case BYTES, FIXED -> AvroForms::bytes;
      case FLOAT, DOUBLE ->
          declared.equals(DataTypes.FloatType)
              ? value -> ((Number) value).floatValue()
              : value -> ((Number) value).doubleValue();
      default -> integer(declared);
    };
  }

  private static Form integer(DataType declared) {
    var narrow = TypedValues.integer(declared);
    return value -> narrow.apply(((Number) value).longValue());
  }

  // The bytes are overwritten by the next record.
  private static UTF8String text(Object value) {
    return TypedValues.text(
        value instanceof Utf8 text
            ? Arrays.copyOf(text.getBytes(), text.getByteLength())
            : value.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(Object value) {
    if (value instanceof GenericFixed fixed) {
      return fixed.bytes().clone();
    }
    var buffer = ((ByteBuffer) value).duplicate();
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static Form struct(Schema record, List<ReadColumn> fields) {
    int[] places = new int[fields.size()];
    var forms = new Form[fields.size()];
    for (int i = 0; i < places.length; i++) {
      var field = record.getField(fields.get(i).sourceName());
      places[i] = field.pos();
      forms[i] = of(field.schema(), fields.get(i));
    }
    return value -> {
      @Nullable Object[] values = new @Nullable Object[forms.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(forms[i], ((IndexedRecord) value).get(places[i]));
      }
      return new GenericInternalRow(values);
    };
  }

  private static Form array(Form element) {
    return value ->
        new GenericArrayData(
            ((Collection<?>) value).stream().map(each -> read(element, each)).toArray());
  }

  private static Form map(Form form) {
    return value -> {
      var values = new LinkedHashMap<Object, @Nullable Object>();
      ((Map<?, ?>) value).forEach((key, each) -> values.put(text(key), read(form, each)));
      return new ArrayBasedMapData(
          new GenericArrayData(values.keySet().toArray()),
          new GenericArrayData(values.values().toArray()));
    };
  }
}
