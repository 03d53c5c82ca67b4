package io.dataplat.compiler.backend.resource;

import io.dataplat.compiler.model.Sourced;
import io.dataplat.jobplan.ReadableFields;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns typed Kubernetes objects into trees in the one form that the API server returns, so that
 * nothing drifts and no stream restarts because of another spelling.
 *
 * <p>Fabric8 objects are sorted as kubectl users expect; records keep the order of their
 * components. Absent values and empty maps and lists are left out, except where emptiness is the
 * meaning.
 */
public final class CanonicalTree {

  private CanonicalTree() {}

  /** Returns the tree of a record, in the order of its components. */
  public static Map<String, Object> of(Record object) {
    var tree = new LinkedHashMap<String, Object>();
    for (Field field : ReadableFields.of(object)) {
      Object value = value(ReadableFields.read(field, object));
      if (value != null) {
        tree.put(field.getName(), value);
      }
    }
    return Collections.unmodifiableMap(tree);
  }

  /** Returns the tree of a built-in object or a part of one. */
  public static Map<String, Object> of(KubernetesResource object) {
    return BuiltInTree.of(object);
  }

  /** Returns nothing for what is left out. */
  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? value(optional.get()) : null;
    }
    if (value instanceof Sourced<?>) {
      return value;
    }
    if (value instanceof Record nested) {
      return of(nested);
    }
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? null : map;
    }
    return value instanceof Collection<?> items ? list(items) : value;
  }

  private static @Nullable List<Object> list(Collection<?> items) {
    List<Object> list = new ArrayList<>(items.size());
    for (Object item : items) {
      Object value = value(item);
      if (value != null) {
        list.add(value);
      }
    }
    return list.isEmpty() ? null : Collections.unmodifiableList(list);
  }
}
