package io.dataplat.jobs.telemetry;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Java records as rows of an Iceberg table: each component is a column of its name. */
final class RecordSchema {

  private static final int PRECISION = 38;
  private static final int SCALE = 6;

  private int fields;

  private RecordSchema() {}

  /** The columns of a record. */
  static Schema of(Class<? extends Record> type) {
    return new Schema(new RecordSchema().columns(type));
  }

  /** The row of a record; a column that the record does not know is left empty. */
  static org.apache.iceberg.data.Record row(Types.StructType columns, Record values) {
    var row = GenericRecord.create(columns);
    for (var component : values.getClass().getRecordComponents()) {
      var field = columns.field(name(component));
      row.setField(field.name(), value(field.type(), read(component, values)));
    }
    return row;
  }

  private List<NestedField> columns(Class<?> type) {
    var columns = new ArrayList<NestedField>();
    for (var component : type.getRecordComponents()) {
      var isOptional = component.getType() == Optional.class;
      var java = isOptional ? argument(component.getGenericType()) : component.getGenericType();
      var id = ++fields;
      var column = type(java);
      columns.add(
          isOptional
              ? NestedField.optional(id, name(component), column)
              : NestedField.required(id, name(component), column));
    }
    return List.copyOf(columns);
  }

  private org.apache.iceberg.types.Type type(Type java) {
    if (java == String.class) {
      return Types.StringType.get();
    } else if (java == long.class || java == Long.class) {
      return Types.LongType.get();
    } else if (java == int.class) {
      return Types.IntegerType.get();
    } else if (java == boolean.class || java == Boolean.class) {
      return Types.BooleanType.get();
    } else if (java == Instant.class) {
      return Types.TimestampType.withZone();
    } else if (java == BigDecimal.class) {
      return Types.DecimalType.of(PRECISION, SCALE);
    } else if (java instanceof ParameterizedType) {
      return Types.ListType.ofRequired(++fields, type(argument(java)));
    }
    return Types.StructType.of(columns((Class<?>) java));
  }

  private static Type argument(Type java) {
    return ((ParameterizedType) java).getActualTypeArguments()[0];
  }

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object read(RecordComponent component, Record values) {
    try {
      return component.getAccessor().invoke(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record of this package is readable", e);
    }
  }

  private static @Nullable Object value(org.apache.iceberg.types.Type type, @Nullable Object java) {
    if (java instanceof Optional<?> optional) {
      return value(type, optional.orElse(null));
    } else if (java instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    } else if (java instanceof BigDecimal number) {
      return number.setScale(SCALE, RoundingMode.HALF_UP);
    } else if (java instanceof List<?> list) {
      var element = type.asListType().elementType();
      return list.stream().map(each -> value(element, each)).toList();
    } else if (java instanceof Record values) {
      return row(type.asStructType(), values);
    }
    return java;
  }
}
