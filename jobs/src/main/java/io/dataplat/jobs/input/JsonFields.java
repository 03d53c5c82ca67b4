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

  JsonFields(List<ReadColumn> columns) {
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

  /**
   * Fills the values in the order of the columns; says whether there was a field that nobody
   * declared.
   */
  boolean fill(JsonParser json, @Nullable Object[] values) throws IOException {
    JsonForms.expect(json, JsonToken.START_OBJECT);
    var isUnknown = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var field = fields.get(json.currentName());
      json.nextToken();
      if (field == null) {
        isUnknown = true;
        json.skipChildren();
      } else {
        values[field.index()] = read(json, field);
      }
    }
    return isUnknown;
  }

  private static @Nullable Object read(JsonParser json, Field field) throws IOException {
    try {
      return field.form().read(json);
    } catch (CorruptValueException e) {
      throw e.in(field.name());
    }
  }
}
