package io.dataplat.compiler.backend.resource;

import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A built-in Kubernetes object, typed by Fabric8 and converted once, with holes for what differs
 * from object to object.
 *
 * <p>A hole is a text made by {@link #hole}, or an object whose only field is {@link #HOLE}; its
 * value is any part of a tree. An absent {@link Optional} removes the field; a list in the place of
 * a list's element is spliced in.
 */
public final class Shape {

  /** The field that marks an object as a hole; its value is the hole's name. */
  public static final String HOLE = "dataplat.io/hole";

  /** Metadata that is given when the shape is filled. */
  public static final ObjectMeta METADATA =
      new ObjectMetaBuilder().addToAdditionalProperties(HOLE, "metadata").build();

  private static final String MARK = HOLE + ":";

  private final Part root;

  private Shape(Part root) {
    this.root = root;
  }

  /** Returns a text that stands for a value. */
  public static String hole(String name) {
    return MARK + name;
  }

  /** Converts an object or a part of one. */
  public static Shape of(KubernetesResource object) {
    return new Shape(part(CanonicalTree.of(object)));
  }

  /** Returns the tree of an object with its metadata and the values of its other holes. */
  @SafeVarargs
  public final Map<String, Object> filled(ObjectMetadata metadata, Map.Entry<String, ?>... values) {
    var byName = byName(values);
    byName.put("metadata", metadata.tree());
    return filled(byName);
  }

  /** Returns the tree with the values of all holes. */
  @SafeVarargs
  public final Map<String, Object> filled(Map.Entry<String, ?>... values) {
    return filled(byName(values));
  }

  @SafeVarargs
  private static Map<String, Object> byName(Map.Entry<String, ?>... values) {
    var byName = new LinkedHashMap<String, Object>();
    for (Map.Entry<String, ?> value : values) {
      byName.put(value.getKey(), value.getValue());
    }
    return byName;
  }

  @SuppressWarnings("unchecked") // the root of every shape is a map
  private Map<String, Object> filled(Map<String, ?> byName) {
    return (Map<String, Object>) root.filled(byName).orElseThrow();
  }

  private static Part part(Object tree) {
    if (tree instanceof String text && text.startsWith(MARK)) {
      return new Hole(text.substring(MARK.length()));
    }
    if (tree instanceof Map<?, ?> map) {
      return map.size() == 1 && map.get(HOLE) instanceof String name
          ? new Hole(name)
          : mapping(map);
    }
    return tree instanceof List<?> list ? sequence(list) : new Constant(tree);
  }

  private static Part mapping(Map<?, ?> map) {
    var parts = new LinkedHashMap<String, Part>();
    map.forEach((key, value) -> parts.put((String) key, part(value)));
    return constant(parts.values()) ? new Constant(map) : new Mapping(parts);
  }

  private static Part sequence(List<?> list) {
    var parts = list.stream().map(Shape::part).toList();
    return constant(parts) ? new Constant(list) : new Sequence(parts);
  }

  private static boolean constant(Iterable<Part> parts) {
    for (Part part : parts) {
      if (!(part instanceof Constant)) {
        return false;
      }
    }
    return true;
  }

  private sealed interface Part {
    Optional<Object> filled(Map<String, ?> values);
  }

  private record Constant(Object tree) implements Part {
    @Override
    public Optional<Object> filled(Map<String, ?> values) {
      return Optional.of(tree);
    }
  }

  private record Hole(String name) implements Part {
    @Override
    public Optional<Object> filled(Map<String, ?> values) {
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no value for hole " + name);
      }
      if (value instanceof Optional<?> optional) {
        return optional.map(present -> present);
      }
      return Optional.of(value);
    }
  }

  private record Mapping(Map<String, Part> parts) implements Part {
    @Override
    public Optional<Object> filled(Map<String, ?> values) {
      var tree = new LinkedHashMap<String, Object>();
      parts.forEach((key, part) -> part.filled(values).ifPresent(value -> tree.put(key, value)));
      return Optional.of(Collections.unmodifiableMap(tree));
    }
  }

  private record Sequence(List<Part> parts) implements Part {
    @Override
    public Optional<Object> filled(Map<String, ?> values) {
      List<Object> items = new ArrayList<>();
      for (Part part : parts) {
        Object value = part.filled(values).orElse(List.of());
        if (value instanceof List<?> spliced) {
          items.addAll(spliced);
        } else {
          items.add(value);
        }
      }
      return Optional.of(Collections.unmodifiableList(items));
    }
  }
}
