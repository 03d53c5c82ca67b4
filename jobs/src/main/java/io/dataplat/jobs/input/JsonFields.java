package io.dataplat.jobs.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object by the names that their sender uses; of equal names the last. */
final class JsonFields {

  private record Field(int index, String name, JsonForms.JsonForm form) {}

  private final Map<String, Field> fields = new HashMap<>();
  private final int width;
  private final UnknownFields unknown;

  JsonFields(List<ReadColumn> columns) {
    this(columns, new UnknownFields(false, null));
  }

  /** Fields that tell of others. */
  JsonFields(List<ReadColumn> columns, UnknownFields unknown) {
    this.unknown = unknown;
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      fields.put(column.sourceName(), new Field(i, column.name(), JsonForms.of(column)));
    }
    width = columns.size();
  }

  InternalRow row(JsonParser json) throws IOException {
    @Nullable Object[] values = new @Nullable Object[width];
    fill(json, values);
    return new GenericInternalRow(values);
  }

  /** Fills the values in the order of the columns. */
  void fill(JsonParser json, @Nullable Object[] values) throws IOException {
    JsonForms.expect(json, JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = json.currentName();
      var field = fields.get(name);
      json.nextToken();
      if (field == null) {
        unknown.take(name, json);
      } else {
        values[field.index()] = read(json, field);
      }
    }
  }

  private static @Nullable Object read(JsonParser json, Field field) throws IOException {
    try {
      return field.form().read(json);
    } catch (CorruptValueException e) {
      throw e.in(field.name());
    }
  }
}
