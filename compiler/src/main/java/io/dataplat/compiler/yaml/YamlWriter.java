package io.dataplat.compiler.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Prints ordered trees of maps, lists, texts, numbers, booleans and nulls as block style YAML that
 * readers of YAML 1.1 and 1.2 understand alike.
 */
public final class YamlWriter {

  // Readers give up on a key without `?` when its colon does not come within 1,024 characters.
  private static final int LONGEST_SIMPLE_KEY = 1_000;

  private static final List<String> INDENTS = IntStream.range(0, 64).mapToObj(" "::repeat).toList();

  private final StringBuilder out;
  private boolean afterDash;

  private YamlWriter(StringBuilder out) {
    this.out = out;
  }

  /** One document: maps and lists in their own order, each line ended by a line feed. */
  public static String document(Map<String, ?> tree) {
    return documents(List.of(tree));
  }

  /** Appends one document to a text whose last line is ended. */
  public static void append(StringBuilder text, Map<String, ?> tree) {
    new YamlWriter(text).rootMapping(tree);
  }

  /** One document whose root is a list. */
  public static String document(List<?> items) {
    var text = new StringBuilder();
    if (items.isEmpty()) {
      text.append("[]\n");
    } else {
      new YamlWriter(text).sequence(items, 0);
    }
    return text.toString();
  }

  /** Several documents in one text, separated by {@code ---}. */
  public static String documents(List<? extends Map<String, ?>> trees) {
    var text = new StringBuilder();
    for (Map<String, ?> tree : trees) {
      if (text.length() > 0) {
        text.append("---\n");
      }
      append(text, tree);
    }
    return text.toString();
  }

  private void rootMapping(Map<String, ?> tree) {
    if (tree.isEmpty()) {
      out.append("{}\n");
    } else {
      mapping(tree, 0);
    }
  }

  private void mapping(Map<?, ?> entries, int indent) {
    entries.forEach(
        (key, value) -> {
          startLine(indent);
          key(key, indent);
          valueOfKey(value, indent);
        });
  }

  /** The first entry or item of an item goes on the line of the dash that is already there. */
  private void startLine(int indent) {
    if (!afterDash) {
      indent(out, indent);
    }
    afterDash = false;
  }

  private void key(@Nullable Object key, int indent) {
    if (!(key instanceof String text)) {
      throw new IllegalArgumentException("a key is a text, not " + key);
    }
    int start = out.length();
    YamlStrings.appendOnOneLine(out, text);
    if (out.length() - start > LONGEST_SIMPLE_KEY) {
      out.insert(start, "? ");
      out.append('\n');
      indent(out, indent);
    }
    out.append(':');
  }

  private void valueOfKey(@Nullable Object value, int indent) {
    if (value instanceof Map<?, ?> entries && !entries.isEmpty()) {
      out.append('\n');
      mapping(entries, indent + 2);
    } else if (value instanceof List<?> items && !items.isEmpty()) {
      out.append('\n');
      sequence(items, indent);
    } else {
      out.append(' ');
      leaf(value, indent + 2);
    }
  }

  private void sequence(List<?> items, int indent) {
    for (Object item : items) {
      startLine(indent);
      out.append("- ");
      item(item, indent + 2);
    }
  }

  private void item(@Nullable Object item, int indent) {
    if (item instanceof Map<?, ?> entries && !entries.isEmpty()) {
      afterDash = true;
      mapping(entries, indent);
    } else if (item instanceof List<?> items && !items.isEmpty()) {
      afterDash = true;
      sequence(items, indent);
    } else {
      leaf(item, indent);
    }
  }

  private void leaf(@Nullable Object leaf, int indent) {
    Object value = leaf instanceof YamlLeaf known ? known.value() : leaf;
    if (value instanceof String text) {
      YamlStrings.append(out, text, indent);
    } else if (value instanceof Map) {
      out.append("{}");
    } else if (value instanceof List) {
      out.append("[]");
    } else {
      out.append(plain(value));
    }
    out.append('\n');
  }

  private static String plain(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double || value instanceof Float) {
      // Scientific notation without a sign in the exponent is a text to readers of YAML 1.1.
      return decimal(new BigDecimal(value.toString()));
    }
    if (value instanceof BigDecimal number) {
      return decimal(number);
    }
    if (value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof BigInteger) {
      return value.toString();
    }
    throw new IllegalArgumentException("not a value of a tree: " + value.getClass());
  }

  private static String decimal(BigDecimal number) {
    String digits = number.toPlainString();
    return digits.indexOf('.') < 0 ? digits + ".0" : digits;
  }

  static void indent(StringBuilder out, int width) {
    out.append(width < INDENTS.size() ? INDENTS.get(width) : " ".repeat(width));
  }
}
