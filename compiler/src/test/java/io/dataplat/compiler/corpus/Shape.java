package io.dataplat.compiler.corpus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is left of a YAML file without its texts: keys, types, and the structure of its code. */
final class Shape {

  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_./:-]+");
  private static final List<String> CODE = List.of("expr", "command", "args", "arguments");

  private final StringBuilder shape = new StringBuilder();

  private Shape() {}

  static String of(String yaml) {
    var shape = new Shape();
    new Load(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
        .loadAllFromString(yaml)
        .forEach(document -> shape.append(document, false));
    return shape.shape.toString();
  }

  private void append(Object value, boolean code) {
    if (value instanceof Map<?, ?> map) {
      var ordered = new TreeMap<String, Object>();
      map.forEach((key, each) -> ordered.put(key.toString(), each));
      ordered.forEach(
          (key, each) -> {
            shape.append(key).append("{");
            append(each, CODE.contains(key));
            shape.append("}\n");
          });
    } else if (value instanceof List<?> list) {
      list.forEach(
          each -> {
            shape.append("- ");
            append(each, code);
          });
    } else if (code && value instanceof String text) {
      shape.append(WORDS.matcher(LITERAL.matcher(text).replaceAll("\"\"")).replaceAll("word"));
    } else {
      shape.append(value == null ? "null" : value.getClass().getSimpleName());
    }
  }
}
