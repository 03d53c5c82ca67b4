package io.dataplat.jobplan;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes plan records as JSON in the one canonical form: fields in the order of the record, every
 * field present, what is absent as {@code null}.
 */
public final class PlanJson {

  private static final int LINE = 100;

  private PlanJson() {}

  /**
   * The text that is committed and mounted: indented, short lists on one line, ends in a newline.
   */
  public static String indented(JobPlan plan) {
    var text = new StringBuilder();
    append(text, tree(plan, false), "\n");
    return text.append('\n').toString();
  }

  /** The text that is hashed: one line, maps in the order of their keys. */
  static String canonical(Record value) {
    var text = new StringBuilder();
    append(text, tree(value, true), "");
    return text.toString();
  }

  private static @Nullable Object tree(Object value, boolean sorted) {
    if (value instanceof Optional<?> optional) {
      return optional.isEmpty() ? null : tree(optional.get(), sorted);
    }
    if (value instanceof Record plan) {
      return fields(plan, sorted);
    }
    if (value instanceof List<?> list) {
      var items = new ArrayList<@Nullable Object>();
      list.forEach(item -> items.add(tree(item, sorted)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      return sorted ? new TreeMap<>(map) : map;
    }
    return value;
  }

  private static Map<String, @Nullable Object> fields(Record value, boolean sorted) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      fields.put(component.getName(), tree(read(component, value), sorted));
    }
    return fields;
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("plan records are public and their accessors do not fail", e);
    }
  }

  private static void append(StringBuilder text, @Nullable Object value, String newline) {
    if (value instanceof Map<?, ?> map) {
      appendMap(text, map, newline);
    } else if (value instanceof List<?> list) {
      appendList(text, list, newline);
    } else if (value instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      quote(text, value.toString());
    }
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map, String newline) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    var inner = deeper(newline);
    var separator = "{" + inner;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      quote(text.append(separator), String.valueOf(entry.getKey()));
      append(text.append(newline.isEmpty() ? ":" : ": "), entry.getValue(), inner);
      separator = "," + inner;
    }
    text.append(newline).append('}');
  }

  private static void appendList(StringBuilder text, List<?> list, String newline) {
    var flat = flat(list);
    if (list.isEmpty() || newline.isEmpty() || (flat.length() <= LINE && isFlat(list))) {
      text.append(newline.isEmpty() ? compact(list) : flat);
      return;
    }
    var inner = deeper(newline);
    var separator = "[" + inner;
    for (Object item : list) {
      append(text.append(separator), item, inner);
      separator = "," + inner;
    }
    text.append(newline).append(']');
  }

  private static boolean isFlat(List<?> list) {
    return list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
  }

  private static String flat(List<?> list) {
    return join(list, ", ");
  }

  private static String compact(List<?> list) {
    return join(list, ",");
  }

  private static String join(List<?> list, String comma) {
    var text = new StringBuilder("[");
    var separator = "";
    for (Object item : list) {
      append(text.append(separator), item, "");
      separator = comma;
    }
    return text.append(']').toString();
  }

  private static String deeper(String newline) {
    return newline.isEmpty() ? "" : newline + "  ";
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default ->
            text.append(
                c < 0x20 || isUnsafe(c) || opensJinja(value, i) ? "\\u%04x".formatted((int) c) : c);
      }
    }
    text.append('"');
  }

  // Airflow renders the text that carries a batch plan as a Jinja template; no plan may be code
  // there.
  private static boolean opensJinja(String value, int i) {
    return value.charAt(i) == '{'
        && i + 1 < value.length()
        && "{%#".indexOf(value.charAt(i + 1)) >= 0;
  }

  // A half of a surrogate pair is written as it is only together with the other half; to write all
  // halves as escapes is as correct and needs no look ahead. Line separators break some viewers.
  private static boolean isUnsafe(char c) {
    return Character.isSurrogate(c) || c == 0x7f || c == 0x2028 || c == 0x2029;
  }
}
