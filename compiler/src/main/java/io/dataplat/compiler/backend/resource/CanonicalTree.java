package io.dataplat.compiler.backend.resource;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataplat.compiler.model.Sourced;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns typed Kubernetes objects into trees in the one form that the API server returns, so that
 * nothing drifts and no stream restarts because of another spelling.
 *
 * <p>Fabric8 objects are sorted as kubectl users expect; records keep the order of their
 * components. Absent values and empty maps and lists are left out, except where emptiness is the
 * meaning.
 */
public final class CanonicalTree {

  private static final ObjectMapper FABRIC8 = new ObjectMapper();
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
      Comparator.<String>comparingInt(CanonicalTree::rank).thenComparing(Comparator.naturalOrder());
  private static final Set<String> MEANINGFUL_WHEN_EMPTY =
      Set.of("podSelector", "namespaceSelector", "emptyDir");

  private static final ClassValue<RecordComponent[]> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          for (RecordComponent component : components) {
            component.getAccessor().setAccessible(true);
          }
          return components;
        }
      };

  private CanonicalTree() {}

  /** Returns the tree of a record, in the order of its components. */
  public static Map<String, Object> of(Record object) {
    var tree = new LinkedHashMap<String, Object>();
    for (RecordComponent component : COMPONENTS.get(object.getClass())) {
      value(read(component, object)).ifPresent(value -> tree.put(component.getName(), value));
    }
    return Collections.unmodifiableMap(tree);
  }

  /** Returns the tree of a built-in object or a part of one. */
  public static Map<String, Object> of(KubernetesResource object) {
    return sorted(FABRIC8.convertValue(object, Map.class));
  }

  private static Optional<Object> value(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(CanonicalTree::value);
    }
    if (value instanceof Sourced<?>) {
      return Optional.of(value);
    }
    if (value instanceof Record nested) {
      return Optional.of(of(nested));
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? Optional.empty() : Optional.of(map);
    }
    if (value instanceof Collection<?> items) {
      List<Object> list = new ArrayList<>(items.size());
      items.forEach(item -> value(item).ifPresent(list::add));
      return list.isEmpty() ? Optional.empty() : Optional.of(Collections.unmodifiableList(list));
    }
    return Optional.of(value);
  }

  private static Object read(RecordComponent component, Record object) {
    try {
      return component.getAccessor().invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record component has no value: " + component, e);
    }
  }

  private static Map<String, Object> sorted(Map<?, ?> map) {
    var tree = new TreeMap<String, Object>(KEYS);
    map.forEach(
        (key, value) -> {
          Object canonical = value instanceof Map<?, ?> m ? sorted(m) : value;
          if (value instanceof List<?> list) {
            canonical = list.stream().map(i -> i instanceof Map<?, ?> m ? sorted(m) : i).toList();
          }
          if (!empty(canonical) || MEANINGFUL_WHEN_EMPTY.contains(key)) {
            tree.put((String) key, canonical);
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(tree));
  }

  private static boolean empty(Object value) {
    return (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> items && items.isEmpty());
  }

  private static int rank(String key) {
    int index = FIRST.indexOf(key);
    return index < 0 ? FIRST.size() : index;
  }
}
