package io.dataplat.compiler.backend.resource;

import io.dataplat.jobplan.ReadableFields;
import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Quantity;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads Fabric8's objects field by field.
 *
 * <p>Jackson would write the same, but to learn so it reads the annotations of the whole model,
 * which takes longer than all else that a backend does.
 */
final class BuiltInTree {

  private static final String OTHER_PROPERTIES = "additionalProperties";
  private static final List<String> FIRST =
      List.of(
          "apiVersion",
          "kind",
          "metadata",
          "name",
          "namespace",
          "labels",
          "annotations",
          "type",
          "podSelector",
          "policyTypes",
          "ingress",
          "egress",
          "from",
          "to",
          "ports");
  private static final Comparator<String> KEYS =
      Comparator.<String>comparingInt(BuiltInTree::rank).thenComparing(Comparator.naturalOrder());
  private static final List<String> MEANINGFUL_WHEN_EMPTY =
      List.of("podSelector", "namespaceSelector", "emptyDir", "resources");

  private BuiltInTree() {}

  static Map<String, Object> of(KubernetesResource object) {
    var properties = new LinkedHashMap<String, Object>();
    for (Field field : ReadableFields.of(object)) {
      Object value = ReadableFields.read(field, object);
      if (field.getName().equals(OTHER_PROPERTIES) && value instanceof Map<?, ?> others) {
        others.forEach((name, other) -> properties.put((String) name, other));
      } else if (value != null) {
        properties.put(name(field), value);
      }
    }
    return sorted(properties);
  }

  /** A field whose name Java reserves, such as {@code default}, begins with a line. */
  private static String name(Field field) {
    String name = field.getName();
    return name.startsWith("_") ? name.substring(1) : name;
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    var tree = new TreeMap<String, Object>(KEYS);
    map.forEach(
        (key, value) -> {
          Object canonical = value(value);
          if (!empty(canonical) || MEANINGFUL_WHEN_EMPTY.contains(key)) {
            tree.put((String) key, canonical);
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(tree));
  }

  private static Object value(Object value) {
    if (value instanceof KubernetesResource object) {
      return of(object);
    }
    if (value instanceof Map<?, ?> map) {
      return sorted(map);
    }
    if (value instanceof List<?> items) {
      List<Object> list = new ArrayList<>(items.size());
      items.forEach(item -> list.add(value(item)));
      return Collections.unmodifiableList(list);
    }
    if (value instanceof Quantity quantity) {
      return quantity.getAmount() + Objects.requireNonNullElse(quantity.getFormat(), "");
    }
    return value instanceof AnyType any ? any.getValue() : value;
  }

  private static boolean empty(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> items && items.isEmpty());
  }

  private static int rank(String key) {
    int index = FIRST.indexOf(key);
    return index < 0 ? FIRST.size() : index;
  }
}
