package io.dataplat.jobplan;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object by name, looked up once for each class: those of a record in the order of
 * its components.
 *
 * <p>Fields and not accessors, because Java makes a class for each method that is called by
 * reflection a few times.
 */
public final class ReadableFields {

  private static final ClassValue<List<Field>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return type.isRecord() ? ofRecord(type) : ofBean(type);
        }
      };

  private ReadableFields() {}

  /** Returns the fields of the class of an object. */
  public static List<Field> of(Object object) {
    return OF_CLASS.get(object.getClass());
  }

  /** Returns the value of one of these fields. */
  public static @Nullable Object read(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the field was made accessible", e);
    }
  }

  private static List<Field> ofRecord(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        fields.add(accessible(type.getDeclaredField(component.getName())));
      }
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("each component of a record has its field", e);
    }
    return List.copyOf(fields);
  }

  private static List<Field> ofBean(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        fields.add(accessible(field));
      }
    }
    return List.copyOf(fields);
  }

  private static Field accessible(Field field) {
    field.setAccessible(true);
    return field;
  }
}
