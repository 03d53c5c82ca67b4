package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows as an ORC file of their dataset. */
record SampleOrc(DatasetContract dataset) {

  private static final long MILLIS_PER_SECOND = 1000;

  void write(Path file, List<SampleRow> rows) throws IOException {
    var schema = type(ColumnTypes.stored(dataset.columns()));
    var options =
        OrcFile.writerOptions(new Configuration())
            .setSchema(schema)
            .useUTCTimestamp(true)
            .overwrite(true);
    try (var writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
      write(writer, schema, Typed.rows(rows));
    }
  }

  private static void write(Writer writer, TypeDescription schema, List<Row> rows)
      throws IOException {
    var batch = schema.createRowBatch();
    for (var row : rows) {
      int at = batch.size++;
      for (int i = 0; i < batch.cols.length; i++) {
        set(batch.cols[i], at, row.get(i));
      }
      if (batch.size == batch.getMaxSize()) {
        writer.addRowBatch(batch);
        batch.reset();
      }
    }
    writer.addRowBatch(batch);
  }

  private static TypeDescription type(DataType type) {
    if (type instanceof StructType struct) {
      var fields = TypeDescription.createStruct();
      for (var field : struct.fields()) {
        fields.addField(field.name(), type(field.dataType()));
      }
      return fields;
    }
    if (type instanceof ArrayType array) {
      return TypeDescription.createList(type(array.elementType()));
    }
    if (type instanceof MapType map) {
      return TypeDescription.createMap(type(map.keyType()), type(map.valueType()));
    }
    if (type instanceof DecimalType decimal) {
      return TypeDescription.createDecimal()
          .withPrecision(decimal.precision())
          .withScale(decimal.scale());
    }
    return switch (type.sql()) {
      case "STRING" -> TypeDescription.createString();
      case "BOOLEAN" -> TypeDescription.createBoolean();
      case "BINARY" -> TypeDescription.createBinary();
      case "FLOAT" -> TypeDescription.createFloat();
      case "DOUBLE" -> TypeDescription.createDouble();
      case "BIGINT" -> TypeDescription.createLong();
      case "SMALLINT" -> TypeDescription.createShort();
      case "DATE" -> TypeDescription.createDate();
      case "TIMESTAMP" -> TypeDescription.createTimestampInstant();
      case "TIMESTAMP_NTZ" -> TypeDescription.createTimestamp();
      default -> TypeDescription.createInt();
    };
  }

  private static void set(ColumnVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.noNulls = false;
      vector.isNull[row] = true;
    } else if (vector instanceof StructColumnVector struct) {
      for (int i = 0; i < struct.fields.length; i++) {
        set(struct.fields[i], row, ((Row) value).get(i));
      }
    } else if (vector instanceof ListColumnVector list) {
      set(list, row, (List<?>) value);
    } else if (vector instanceof MapColumnVector map) {
      set(map, row, (Map<?, ?>) value);
    } else {
      setPlain(vector, row, value);
    }
  }

  private static void setPlain(ColumnVector vector, int row, Object value) {
    if (vector instanceof BytesColumnVector texts) {
      texts.setVal(
          row,
          value instanceof byte[] bytes
              ? bytes
              : value.toString().getBytes(StandardCharsets.UTF_8));
    } else if (vector instanceof DecimalColumnVector decimals) {
      decimals.set(row, HiveDecimal.create((BigDecimal) value));
    } else if (vector instanceof DoubleColumnVector doubles) {
      doubles.vector[row] = ((Number) value).doubleValue();
    } else if (vector instanceof TimestampColumnVector times) {
      var instant =
          value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) value;
      times.time[row] = instant.getEpochSecond() * MILLIS_PER_SECOND;
      times.nanos[row] = instant.getNano();
    } else {
      ((LongColumnVector) vector).vector[row] = whole(value);
    }
  }

  private static long whole(Object value) {
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
  }

  private static void set(ListColumnVector list, int row, List<?> items) {
    list.offsets[row] = list.childCount;
    list.lengths[row] = items.size();
    list.childCount += items.size();
    list.child.ensureSize(list.childCount, true);
    for (int i = 0; i < items.size(); i++) {
      set(list.child, (int) list.offsets[row] + i, items.get(i));
    }
  }

  private static void set(MapColumnVector map, int row, Map<?, ?> entries) {
    map.offsets[row] = map.childCount;
    map.lengths[row] = entries.size();
    map.childCount += entries.size();
    map.keys.ensureSize(map.childCount, true);
    map.values.ensureSize(map.childCount, true);
    int at = (int) map.offsets[row];
    for (var entry : entries.entrySet()) {
      set(map.keys, at, entry.getKey());
      set(map.values, at, entry.getValue());
      at++;
    }
  }
}
