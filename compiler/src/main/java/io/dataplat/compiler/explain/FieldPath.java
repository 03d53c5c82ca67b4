package io.dataplat.compiler.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The place of a field in an output tree: {@code spec.driver.cores}, {@code spec.rules[0].name} or,
 * for a key with dots, {@code metadata.labels["dataplat.io/owner"]}.
 */
final class FieldPath {

  private FieldPath() {}

  /**
   * Returns the value at a path; keys with dots are also found without quotes, the longest key that
   * fits first.
   */
  static Optional<Object> find(Object tree, String path) {
    if (path.isEmpty()) {
      return Optional.of(tree);
    }
    if (tree instanceof Map<?, ?> map) {
      return inMap(map, path);
    }
    return tree instanceof List<?> list ? inList(list, path) : Optional.empty();
  }

  private static Optional<Object> inMap(Map<?, ?> map, String path) {
    List<String> keys = new ArrayList<>();
    map.keySet().forEach(key -> keys.add(String.valueOf(key)));
    keys.sort((one, other) -> other.length() - one.length());
    for (String key : keys) {
      Optional<Object> found =
          after(path, key)
              .or(() -> after(path, "[\"" + key + "\"]"))
              .flatMap(rest -> Optional.ofNullable(map.get(key)).flatMap(v -> find(v, rest)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> inList(List<?> list, String path) {
    int close = path.indexOf(']');
    if (!path.startsWith("[") || close < 0 || !path.substring(1, close).matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    int index = Integer.parseInt(path.substring(1, close));
    return index < list.size()
        ? find(list.get(index), withoutDot(path.substring(close + 1)))
        : Optional.empty();
  }

  private static Optional<String> after(String path, String key) {
    if (!path.startsWith(key)) {
      return Optional.empty();
    }
    String rest = path.substring(key.length());
    return rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[")
        ? Optional.of(withoutDot(rest))
        : Optional.empty();
  }

  private static String withoutDot(String rest) {
    return rest.startsWith(".") ? rest.substring(1) : rest;
  }
}
