package io.dataplat.jobplan;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The components of one class of records, looked up once. */
record JsonFields(List<Field> fields) {
  private static final ClassValue<JsonFields> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected JsonFields computeValue(Class<?> type) {
          var fields = new ArrayList<Field>();
          for (RecordComponent component : type.getRecordComponents()) {
            fields.add(field(type, component.getName()));
          }
          return new JsonFields(List.copyOf(fields));
        }
      };

  static List<Field> of(Record value) {
    return OF_CLASS.get(value.getClass()).fields();
  }

  // Java makes a class for each accessor that is called by reflection a few times, but none for a
  // field; a run writes most records for the first time.
  private static Field field(Class<?> type, String name) {
    try {
      var field = type.getDeclaredField(name);
      field.setAccessible(true);
      return new Field('"' + name + '"', field);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("each component of a record has its field", e);
    }
  }

  /** One component and its name in quotes; names of Java need no escapes. */
  record Field(String quotedName, java.lang.reflect.Field field) {
    Object read(Record value) {
      try {
        return field.get(value);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("the field was made accessible", e);
      }
    }
  }
}
