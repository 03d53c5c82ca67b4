package io.dataplat.compiler.backend.sparkapplication;

import io.dataplat.compiler.model.Sourced;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps users' texts literal in files that Airflow renders with Jinja.
 *
 * <p>The replacement has no quotes, so it means the same in every style of YAML scalar.
 */
public final class Jinja {

  private static final String OPENERS = "{%#";

  private Jinja() {}

  /** Returns a text that Jinja renders to the given one. */
  public static String escaped(String text) {
    if (!opens(text)) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 32);
    int at = 0;
    while (at < text.length()) {
      boolean opener = opensAt(text, at);
      int end = at + (opener ? 2 : 1);
      var part = text.substring(at, end);
      escaped.append(opener ? "{% raw %}" + part + "{% endraw %}" : part);
      at = end;
    }
    return escaped.toString();
  }

  /**
   * Returns a tree whose texts all render to what they were, except below the given keys, where
   * Jinja is meant.
   */
  public static Map<String, Object> escaped(Map<String, Object> tree, Set<String> meant) {
    return mapping(tree, meant);
  }

  private static Map<String, Object> mapping(Map<?, ?> map, Set<String> meant) {
    var escaped = new LinkedHashMap<String, Object>();
    map.forEach(
        (key, value) ->
            escaped.put(escaped((String) key), meant.contains(key) ? value : value(value, meant)));
    return Collections.unmodifiableMap(escaped);
  }

  private static Object value(Object value, Set<String> meant) {
    if (value instanceof String text) {
      return escaped(text);
    }
    if (value instanceof Sourced<?> sourced) {
      return sourced.value() instanceof String text && opens(text)
          ? sourced.map(same -> escaped(text))
          : value;
    }
    if (value instanceof Map<?, ?> map) {
      return mapping(map, meant);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(item -> value(item, meant)).toList();
    }
    return value;
  }

  private static boolean opens(String text) {
    for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
      if (opensAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean opensAt(String text, int at) {
    return text.charAt(at) == '{'
        && at + 1 < text.length()
        && OPENERS.indexOf(text.charAt(at + 1)) >= 0;
  }
}
