package io.dataplat.compiler.backend.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The metadata of a generated object.
 *
 * @param labels texts, or sourced texts, sorted by key
 * @param annotations sorted by key
 */
public record ObjectMetadata(
    String name,
    Optional<String> namespace,
    Map<String, ?> labels,
    Map<String, String> annotations,
    List<String> finalizers) {

  private static final String WAVE = "argocd.argoproj.io/sync-wave";
  private static final String OPTIONS = "argocd.argoproj.io/sync-options";
  private static final String SOURCE = "dataplat.io/source";

  public ObjectMetadata {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    finalizers = List.copyOf(finalizers);
  }

  /** Returns the metadata of a namespaced object that a source file states. */
  public static ObjectMetadata namespaced(
      String name, String namespace, Map<String, ?> labels, String source) {
    return new ObjectMetadata(
        name, Optional.of(namespace), labels, Map.of(SOURCE, source), List.of());
  }

  /** Returns the metadata of a cluster-wide object that a source file states. */
  public static ObjectMetadata clusterWide(String name, Map<String, ?> labels, String source) {
    return new ObjectMetadata(name, Optional.empty(), labels, Map.of(SOURCE, source), List.of());
  }

  /** Returns a copy that Argo CD applies in a wave; the last wave, 0, is not written. */
  public ObjectMetadata in(Wave wave) {
    return wave.number() == 0 ? this : annotated(WAVE, String.valueOf(wave.number()));
  }

  /** Returns a copy that Argo CD treats by options such as {@code Prune=confirm}. */
  public ObjectMetadata syncedWith(String options) {
    return annotated(OPTIONS, options);
  }

  /** Returns a copy with one more annotation. */
  public ObjectMetadata annotated(String key, String value) {
    var more = new TreeMap<>(annotations);
    more.put(key, value);
    return new ObjectMetadata(name, namespace, labels, more, finalizers);
  }

  /** Returns a copy with a finalizer. */
  public ObjectMetadata finalizedBy(String finalizer) {
    return new ObjectMetadata(name, namespace, labels, annotations, List.of(finalizer));
  }

  /** Returns the tree as it stands in an object. */
  public Map<String, Object> tree() {
    return CanonicalTree.of(this);
  }
}
