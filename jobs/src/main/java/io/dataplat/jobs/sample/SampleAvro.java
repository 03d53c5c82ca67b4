package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows as an Avro file of their dataset. */
record SampleAvro(DatasetContract dataset) {

  void write(Path file, List<SampleRow> rows) throws IOException {
    var schema = record("sample", ColumnTypes.stored(dataset.columns()));
    try (var writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
            .create(schema, file.toFile())) {
      for (var row : Typed.rows(rows)) {
        writer.append(record(schema, row));
      }
    }
  }

  private static Schema record(String name, StructType struct) {
    var fields = new ArrayList<Schema.Field>();
    for (var field : struct.fields()) {
      var type = schema(name + "_" + field.name(), field.dataType());
      var orNull = Schema.createUnion(Schema.create(Schema.Type.NULL), type);
      fields.add(new Schema.Field(field.name(), orNull));
    }
    return Schema.createRecord(name, "", "", false, fields);
  }

  private static Schema schema(String name, DataType type) {
    if (type instanceof StructType struct) {
      return record(name, struct);
    }
    if (type instanceof ArrayType array) {
      return Schema.createArray(schema(name, array.elementType()));
    }
    if (type instanceof MapType map) {
      return Schema.createMap(schema(name, map.valueType()));
    }
    if (type instanceof DecimalType decimal) {
      return logical(LogicalTypes.decimal(decimal.precision(), decimal.scale()), Schema.Type.BYTES);
    }
    return switch (type.sql()) {
      case "STRING" -> Schema.create(Schema.Type.STRING);
      case "BOOLEAN" -> Schema.create(Schema.Type.BOOLEAN);
      case "BINARY" -> Schema.create(Schema.Type.BYTES);
      case "FLOAT" -> Schema.create(Schema.Type.FLOAT);
      case "DOUBLE" -> Schema.create(Schema.Type.DOUBLE);
      case "BIGINT" -> Schema.create(Schema.Type.LONG);
      case "DATE" -> logical(LogicalTypes.date(), Schema.Type.INT);
      case "TIMESTAMP" -> logical(LogicalTypes.timestampMicros(), Schema.Type.LONG);
      case "TIMESTAMP_NTZ" -> logical(LogicalTypes.localTimestampMicros(), Schema.Type.LONG);
      default -> Schema.create(Schema.Type.INT);
    };
  }

  private static Schema logical(LogicalType logical, Schema.Type type) {
    return logical.addToSchema(Schema.create(type));
  }

  private static GenericRecord record(Schema schema, Row row) {
    var record = new GenericData.Record(schema);
    for (int i = 0; i < row.size(); i++) {
      var type = schema.getFields().get(i).schema().getTypes().get(1);
      record.put(i, value(type, row.get(i)));
    }
    return record;
  }

  private static @Nullable Object value(Schema type, @Nullable Object value) {
    if (value instanceof Row row) {
      return record(type, row);
    }
    if (value instanceof List<?> items) {
      return items.stream().map(item -> value(type.getElementType(), item)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      var values = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, each) -> values.put(key.toString(), value(type.getValueType(), each)));
      return values;
    }
    return plain(value);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return ByteBuffer.wrap(number.unscaledValue().toByteArray());
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Short number) {
      return number.intValue();
    }
    if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    }
    if (value instanceof LocalDateTime local) {
      return micros(local.toInstant(ZoneOffset.UTC));
    }
    return value instanceof Instant instant ? micros(instant) : value;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
