package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes plan records as JSON in the one canonical form: fields in the order of the record, every
 * field present, what is absent as {@code null}.
 */
public final class PlanJson {

  private static final int LINE = 100;
  private static final List<String> NEW_LINES =
      IntStream.range(0, 32).mapToObj(depth -> "\n" + "  ".repeat(depth)).toList();
  private static final int CAPACITY = 16_384;

  private final StringBuilder text = new StringBuilder(CAPACITY);
  private final boolean indented;
  private int depth;

  private PlanJson(boolean indented) {
    this.indented = indented;
  }

  /**
   * The text that is committed and mounted: indented, short lists on one line, ends in a newline.
   */
  public static String indented(JobPlan plan) {
    return indented((Record) plan);
  }

  /** The text that a run of tests reads. */
  public static String indented(TaskTests tests) {
    return indented((Record) tests);
  }

  private static String indented(Record value) {
    var json = new PlanJson(true);
    json.append(value);
    return json.text.append('\n').toString();
  }

  /** The text that is hashed: one line, maps in the order of their keys. */
  static String canonical(Record value) {
    var json = new PlanJson(false);
    json.append(value);
    return json.text.toString();
  }

  private void append(@Nullable Object value) {
    if (value instanceof String string) {
      JsonString.append(text, string);
    } else if (value instanceof Optional<?> optional) {
      append(optional.orElse(null));
    } else if (value instanceof Record fields) {
      append(fields);
    } else if (value instanceof List<?> list) {
      append(list);
    } else if (value instanceof Map<?, ?> map) {
      append(map);
    } else {
      appendLeaf(value);
    }
  }

  private void appendLeaf(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else {
      JsonString.append(text, value.toString());
    }
  }

  private void append(Record value) {
    var fields = ReadableFields.of(value);
    var opened = open('{', fields.isEmpty());
    for (int i = 0; i < fields.size(); i++) {
      separate(i, opened);
      // Names of Java need no escapes.
      text.append('"').append(fields.get(i).getName()).append(opened ? "\": " : "\":");
      append(ReadableFields.read(fields.get(i), value));
    }
    close('}', opened);
  }

  private void append(Map<?, ?> map) {
    var opened = open('{', map.isEmpty());
    int i = 0;
    for (Map.Entry<?, ?> entry : (indented ? map : new TreeMap<>(map)).entrySet()) {
      separate(i++, opened);
      JsonString.append(text, String.valueOf(entry.getKey()));
      text.append(opened ? ": " : ":");
      append(entry.getValue());
    }
    close('}', opened);
  }

  private void append(List<?> list) {
    if (!indented || isFlat(list)) {
      int start = text.length();
      appendOnOneLine(list);
      if (!indented || list.isEmpty() || text.length() - start <= LINE) {
        return;
      }
      text.setLength(start);
    }
    var opened = open('[', false);
    for (int i = 0; i < list.size(); i++) {
      separate(i, opened);
      append(list.get(i));
    }
    close(']', opened);
  }

  private void appendOnOneLine(List<?> list) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        text.append(indented ? ", " : ",");
      }
      append(list.get(i));
    }
    text.append(']');
  }

  private static boolean isFlat(List<?> list) {
    for (Object item : list) {
      Object value = item instanceof Optional<?> optional ? optional.orElse(null) : item;
      if (value instanceof Record || value instanceof Map || value instanceof List) {
        return false;
      }
    }
    return true;
  }

  private boolean open(char bracket, boolean empty) {
    text.append(bracket);
    var opened = indented && !empty;
    depth += opened ? 1 : 0;
    return opened;
  }

  private void separate(int item, boolean opened) {
    if (item > 0) {
      text.append(',');
    }
    if (opened) {
      newLine();
    }
  }

  private void close(char bracket, boolean opened) {
    if (opened) {
      depth--;
      newLine();
    }
    text.append(bracket);
  }

  private void newLine() {
    text.append(depth < NEW_LINES.size() ? NEW_LINES.get(depth) : "\n" + "  ".repeat(depth));
  }
}
