package io.dataplat.jobs.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Values as text, equal for values that are equal: what a test compares and shows.
 *
 * @param zone the clock that instants are shown by
 */
record ShownValues(ZoneId zone) {

  /** Null, which no text is: a text that reads so is in quotes. */
  static final String NULL = "null";

  /** The values of a row by column, in lower case. */
  Map<String, String> of(Row row) {
    var shown = new LinkedHashMap<String, String>();
    var names = row.schema().fieldNames();
    for (int i = 0; i < names.length; i++) {
      shown.put(names[i].toLowerCase(Locale.ROOT), of(row.get(i)));
    }
    return shown;
  }

  /** A value as text. */
  String of(@Nullable Object value) {
    if (value == null) {
      return NULL;
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Instant instant) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof String text) {
      return text.isEmpty() || text.equals(NULL) || !text.equals(text.strip())
          ? "'" + text + "'"
          : text;
    }
    return nested(value);
  }

  private String nested(Object value) {
    if (value instanceof Row row) {
      return Stream.iterate(0, i -> i < row.size(), i -> i + 1)
          .map(i -> of(row.get(i)))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      return entries(CollectionConverters.asJava(map));
    }
    if (value instanceof Map<?, ?> map) {
      return entries(map);
    }
    if (value instanceof Iterable<?> items) {
      var elements = new ArrayList<@Nullable Object>();
      CollectionConverters.asJava(items).forEach(elements::add);
      return list(elements);
    }
    if (value instanceof List<?> items) {
      return list(items);
    }
    // Zero and minus zero are equal in SQL.
    return value instanceof Double number ? String.valueOf(number + 0.0) : String.valueOf(value);
  }

  private String list(List<?> items) {
    return items.stream().map(this::of).collect(Collectors.joining(", ", "[", "]"));
  }

  private String entries(Map<?, ?> map) {
    var sorted = new TreeMap<String, String>();
    map.forEach((key, value) -> sorted.put(of(key), of(value)));
    return sorted.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
