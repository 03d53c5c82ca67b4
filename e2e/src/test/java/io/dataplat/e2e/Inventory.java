package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment's objects in the cluster, each with what changes when somebody writes to it. */
record Inventory(Map<String, String> objects) {

  private static final Pattern TYPE =
      Pattern.compile("^apiVersion: (\\S+)\nkind: (\\S+)$", Pattern.MULTILINE);
  // Argo CD writes what it sees into its own, all the time.
  private static final Set<String> OF_ARGOCD = Set.of("Application", "AppProject");

  private record Type(String apiVersion, String kind) {}

  /** Looks at all objects of the kinds that a folder of manifests has. */
  static Inventory of(Cluster cluster, Path manifests) throws IOException {
    Map<String, String> objects = new TreeMap<>();
    for (Type type : types(manifests)) {
      for (var object : cluster.everywhere(type.apiVersion(), type.kind())) {
        objects.put(name(object), version(object));
      }
    }
    return new Inventory(objects);
  }

  /** What was written to, made or removed since. */
  List<String> changedSince(Inventory earlier) {
    Set<String> all = new TreeSet<>(objects.keySet());
    all.addAll(earlier.objects.keySet());
    return all.stream()
        .filter(name -> !Objects.equals(objects.get(name), earlier.objects.get(name)))
        .toList();
  }

  /** The objects of one namespace, and the namespace itself. */
  List<String> in(String namespace) {
    return objects.keySet().stream()
        .filter(name -> name.matches("\\S+ " + Pattern.quote(namespace) + "(/.*)?"))
        .toList();
  }

  private static Set<Type> types(Path manifests) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(manifests)) {
      all.filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.startsWith(manifests.resolve("airflow")))
          .forEach(files::add);
    }
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Files.readString(file));
    }
    return TYPE.matcher(text)
        .results()
        .map(found -> new Type(found.group(1), found.group(2)))
        .filter(type -> !OF_ARGOCD.contains(type.kind()))
        .collect(Collectors.toSet());
  }

  private static String name(GenericKubernetesResource object) {
    var at = object.getMetadata();
    return at.getNamespace() == null
        ? object.getKind() + " " + at.getName()
        : "%s %s/%s".formatted(object.getKind(), at.getNamespace(), at.getName());
  }

  /** The resource version, but where a controller writes a status: what is not the status. */
  private static String version(GenericKubernetesResource object) {
    var at = object.getMetadata();
    Map<String, Object> other = object.getAdditionalProperties();
    return other.containsKey("status")
        ? Serialization.asJson(List.of(at.getLabels(), at.getAnnotations(), other.get("spec")))
        : at.getResourceVersion();
  }
}
