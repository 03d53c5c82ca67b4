package io.dataplat.jobs.testing;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TestRow;
import io.dataplat.jobs.session.ColumnTypes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The values of tests as values of their columns.
 *
 * @param zone the clock of times without an offset
 */
record TypedValues(ZoneId zone) {

  /** The values of a row of a dataset by column. */
  Map<String, @Nullable Object> of(TestRow row, DatasetContract dataset) {
    var typed = new LinkedHashMap<String, @Nullable Object>();
    for (var column : dataset.columns()) {
      if (row.values().containsKey(column.name())) {
        typed.put(column.name(), of(row.values().get(column.name()), ColumnTypes.of(column)));
      }
    }
    return typed;
  }

  /** A value of a type. */
  @Nullable Object of(@Nullable Object value, DataType type) {
    if (value == null) {
      return null;
    }
    if (type instanceof ArrayType array && value instanceof List<?> list) {
      var items = new ArrayList<@Nullable Object>();
      list.forEach(item -> items.add(of(item, array.elementType())));
      return items;
    }
    if (type instanceof MapType map && value instanceof Map<?, ?> entries) {
      var typed = new LinkedHashMap<@Nullable Object, @Nullable Object>();
      entries.forEach((key, each) -> typed.put(of(key, map.keyType()), of(each, map.valueType())));
      return typed;
    }
    if (type instanceof StructType struct && value instanceof Map<?, ?> fields) {
      var typed = new ArrayList<@Nullable Object>();
      for (var field : struct.fields()) {
        typed.add(of(fields.get(field.name()), field.dataType()));
      }
      return RowFactory.create(typed.toArray());
    }
    return scalar(value.toString(), type);
  }

  private Object scalar(String text, DataType type) {
    if (type instanceof DecimalType decimal) {
      return new BigDecimal(text).setScale(decimal.scale(), RoundingMode.UNNECESSARY);
    }
    return switch (type.sql()) {
      case "BOOLEAN" -> Boolean.valueOf(text);
      case "TINYINT" -> Byte.valueOf(text);
      case "SMALLINT" -> Short.valueOf(text);
      case "INT" -> Integer.valueOf(text);
      case "BIGINT" -> Long.valueOf(text);
      case "FLOAT" -> Float.valueOf(text);
      case "DOUBLE" -> Double.valueOf(text);
      case "DATE" -> LocalDate.parse(text);
      case "TIMESTAMP" -> instant(text.replace(' ', 'T'));
      case "TIMESTAMP_NTZ" -> LocalDateTime.parse(text.replace(' ', 'T'));
      default -> text;
    };
  }

  private Instant instant(String text) {
    var isWallTime = text.substring(text.indexOf('T')).matches("[T\\d:.]*");
    return isWallTime
        ? LocalDateTime.parse(text).atZone(zone).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }
}
