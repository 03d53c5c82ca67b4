package io.dataplat.sql.store;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link RecordWriter} wrote; bytes of any other origin end in an exception. */
final class RecordReader {
  private final DataInputStream in;

  private RecordReader(byte[] bytes) {
    in = new DataInputStream(new ByteArrayInputStream(bytes));
  }

  static Object read(byte[] bytes, Type type) throws IOException {
    var reader = new RecordReader(bytes);
    var value = reader.value(type);
    if (reader.in.available() > 0) {
      throw new IOException("more bytes than a value has");
    }
    return value;
  }

  private Object value(Type type) throws IOException {
    if (type instanceof ParameterizedType generic) {
      return several(generic);
    }
    if (type == String.class) {
      return text();
    }
    if (type == int.class) {
      return in.readInt();
    }
    if (type == boolean.class) {
      return in.readBoolean();
    }
    return object((Class<?>) type);
  }

  private Object several(ParameterizedType generic) throws IOException {
    var items = new ArrayList<Object>();
    for (int left = count(); left > 0; left--) {
      items.add(value(generic.getActualTypeArguments()[0]));
    }
    return generic.getRawType() == List.class
        ? List.copyOf(items)
        : items.stream().findFirst().map(Optional::of).orElse(Optional.empty());
  }

  private Object object(Class<?> type) throws IOException {
    if (type.isEnum()) {
      return constant(type, text());
    }
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      types[i] = component.getType();
      values[i] = value(component.getGenericType());
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IOException("no values of " + type, e);
    }
  }

  private static Object constant(Class<?> type, String name) throws IOException {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw new IOException("no " + type + " has this name");
  }

  private String text() throws IOException {
    return new String(in.readNBytes(count()), StandardCharsets.UTF_8);
  }

  private int count() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("a length that cannot be");
    }
    return count;
  }
}
