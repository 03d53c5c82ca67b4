package io.dataplat.jobplan;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
            fields.add(new Field('"' + component.getName() + '"', component.getAccessor()));
          }
          return new JsonFields(List.copyOf(fields));
        }
      };

  static List<Field> of(Record value) {
    return OF_CLASS.get(value.getClass()).fields();
  }

  /** One component and its name in quotes; names of Java need no escapes. */
  record Field(String quotedName, Method accessor) {
    Object read(Record value) {
      try {
        return accessor.invoke(value);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(
            "plan records are public and their accessors do not fail", e);
      }
    }
  }
}
