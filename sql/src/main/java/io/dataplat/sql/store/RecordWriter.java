package io.dataplat.sql.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Writes records of texts, integers, booleans, enums, lists and optional values as bytes; equal
 * values have equal bytes, different values of one class different ones.
 */
final class RecordWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private RecordWriter() {}

  static byte[] bytes(Object value) {
    var writer = new RecordWriter();
    try {
      writer.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always there", e);
    }
    return writer.bytes.toByteArray();
  }

  private void write(Object value) throws IOException {
    if (value instanceof String text) {
      var encoded = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(encoded.length);
      out.write(encoded);
    } else if (value instanceof Integer number) {
      out.writeInt(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Enum<?> constant) {
      write(constant.name());
    } else if (value instanceof Optional<?> optional) {
      writeAll(optional.stream().toList());
    } else if (value instanceof List<?> list) {
      writeAll(list);
    } else {
      writeComponents((Record) value);
    }
  }

  private void writeAll(List<?> items) throws IOException {
    out.writeInt(items.size());
    for (Object item : items) {
      write(item);
    }
  }

  private void writeComponents(Record value) throws IOException {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        write(accessor.invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record component has no value: " + component, e);
      }
    }
  }
}
