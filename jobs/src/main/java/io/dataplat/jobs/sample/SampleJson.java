package io.dataplat.jobs.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows as JSON messages of their dataset. */
record SampleJson(DatasetContract dataset) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  String lines(List<SampleRow> rows) {
    return rows.stream().map(row -> text(row) + "\n").collect(Collectors.joining());
  }

  String text(SampleRow row) {
    var message = JSON.objectNode();
    for (int i = 0; i < dataset.columns().size(); i++) {
      var column = dataset.columns().get(i);
      switch (row.faultAt(i).orElse(Fault.BROKEN_RECORD)) {
        case MISSING_VALUE -> message.putNull(column.sourceName());
        case WRONG_TYPE, NOT_ALLOWED -> message.put(column.sourceName(), Fault.TEXT);
        default -> message.set(column.sourceName(), json(column, row.values().get(i)));
      }
    }
    var text = message.toString();
    return row.isBroken() ? text.substring(0, text.length() / 2) : text;
  }

  private static JsonNode json(ContractColumn column, @Nullable Object value) {
    var fields = column.fields().orElse(List.of());
    if (value instanceof Row row) {
      return object(fields, row);
    }
    if (value instanceof List<?> items) {
      var array = JSON.arrayNode();
      items.forEach(item -> array.add(item instanceof Row row ? object(fields, row) : json(item)));
      return array;
    }
    return json(value);
  }

  private static ObjectNode object(List<ContractColumn> fields, Row row) {
    var object = JSON.objectNode();
    for (int i = 0; i < fields.size(); i++) {
      object.set(fields.get(i).sourceName(), json(fields.get(i), row.get(i)));
    }
    return object;
  }

  private static JsonNode json(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      var object = JSON.objectNode();
      map.forEach((key, each) -> object.set(String.valueOf(key), json(each)));
      return object;
    }
    if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    }
    if (value instanceof byte[] bytes) {
      return JSON.binaryNode(bytes);
    }
    if (value instanceof LocalDateTime local) {
      // Its own text has no seconds if they are zero, which is another form.
      return JSON.textNode(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
    }
    return value instanceof Number number
        ? JSON.numberNode(new BigDecimal(number.toString()))
        : Optional.ofNullable(value)
            .<JsonNode>map(text -> JSON.textNode(text.toString()))
            .orElseGet(JSON::nullNode);
  }
}
