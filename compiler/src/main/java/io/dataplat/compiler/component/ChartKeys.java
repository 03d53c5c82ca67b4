package io.dataplat.compiler.component;

import io.dataplat.compiler.model.Component;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a chart's values, as far as the chart itself knows them.
 *
 * <p>A resource lists them, one a line, indented by one blank below the key that holds them; {@code
 * *} behind a key says that it takes other keys too. A key without keys of its own takes anything.
 */
public final class ChartKeys {

  private static final Map<Component.Type, List<String>> KNOWN = known();

  private final Key root;

  private ChartKeys(Key root) {
    this.root = root;
  }

  /** Returns the chart versions whose keys are known, oldest first. */
  public static List<String> versions(Component.Type type) {
    return Optional.ofNullable(KNOWN.get(type)).orElse(List.of());
  }

  /** Returns the keys of a component's chart, if its version is known. */
  public static Optional<ChartKeys> of(Component.Type type, String version) {
    return versions(type).contains(version)
        ? Optional.of(new ChartKeys(parse(lines(chart(type) + "-" + version + ".keys"))))
        : Optional.empty();
  }

  /** Returns the keys at the top. */
  public Key root() {
    return root;
  }

  /**
   * A key of the values, or their root.
   *
   * @param open whether it takes keys that are not listed
   */
  public record Key(Map<String, Key> keys, boolean open) {
    public Key {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
  }

  private static String chart(Component.Type type) {
    return type == Component.Type.AIRFLOW ? "airflow" : "spark-operator";
  }

  private static Map<Component.Type, List<String>> known() {
    var known = new LinkedHashMap<Component.Type, List<String>>();
    known.put(Component.Type.AIRFLOW, List.of("1.22.0"));
    known.put(Component.Type.SPARK_OPERATOR, List.of("2.5.2"));
    return Collections.unmodifiableMap(known);
  }

  private static List<String> lines(String resource) {
    try (InputStream in = ChartKeys.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the compiler lacks its resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Key parse(List<String> lines) {
    return new Key(keys(lines), false);
  }

  private static Map<String, Key> keys(List<String> lines) {
    var keys = new LinkedHashMap<String, Key>();
    for (int at = 0; at < lines.size(); ) {
      List<String> below = new ArrayList<>();
      int next = at + 1;
      while (next < lines.size() && lines.get(next).startsWith(" ")) {
        below.add(lines.get(next).substring(1));
        next++;
      }
      var line = lines.get(at);
      boolean open = line.endsWith(" *") || below.isEmpty();
      keys.put(
          line.endsWith(" *") ? line.substring(0, line.length() - 2) : line,
          new Key(keys(below), open));
      at = next;
    }
    return keys;
  }
}
