package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares artifacts with what stands on disk and decides what to write and what to delete. Changes
 * nothing.
 */
final class OutputPlanner {

  static final String BOOTSTRAP = "argocd";

  private final OutputTree tree;
  private final String output;
  private final WriteOptions options;
  private final SortedMap<String, SortedMap<String, Artifact>> generated = new TreeMap<>();
  private final FolderPlans plans;

  OutputPlanner(OutputTree tree, String output, WriteOptions options) {
    this.tree = tree;
    this.output = output;
    this.options = options;
    this.plans = new FolderPlans(tree, options.overwriteEdited());
  }

  OutputPlan plan(List<Artifact> artifacts) throws IOException {
    List<Diagnostic> clashes = ClaimedPaths.check(artifacts);
    if (!clashes.isEmpty()) {
      return new OutputPlan(List.of(), List.of(), 0, clashes, List.of());
    }
    artifacts.stream().filter(this::isConcerned).forEach(this::sortIn);
    for (Map.Entry<String, SortedMap<String, Artifact>> folder : generated.entrySet()) {
      plans.requireReachable(folder.getKey(), folder.getValue().values());
    }
    bootstrap();
    environments();
    return plans.plan();
  }

  private boolean isConcerned(Artifact artifact) {
    String path = artifact.path();
    if (folder(path).equals(BOOTSTRAP)) {
      return options.concerns(environmentOfBootstrap(name(path)));
    }
    int end = path.indexOf('/', output.length() + 1);
    if (!path.startsWith(output + "/") || end < 0) {
      throw new IllegalArgumentException("not a path of the output: " + path);
    }
    return options.concerns(path.substring(output.length() + 1, end));
  }

  private static String environmentOfBootstrap(String name) {
    return name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name;
  }

  private void sortIn(Artifact artifact) {
    generated
        .computeIfAbsent(folder(artifact.path()), key -> new TreeMap<>())
        .put(name(artifact.path()), artifact);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The folder that all environments share: it is applied by hand, so that other files may lie
   * there.
   */
  private void bootstrap() throws IOException {
    Set<String> present = new TreeSet<>();
    if (tree.kind(BOOTSTRAP) == OutputTree.Kind.FOLDER) {
      tree.names(BOOTSTRAP).stream().filter(this::isBootstrapFile).forEach(present::add);
    }
    plans.decide(
        BOOTSTRAP,
        present,
        generated.getOrDefault(BOOTSTRAP, new TreeMap<>()),
        name -> !isBootstrapFile(name));
  }

  private boolean isBootstrapFile(String name) {
    return name.endsWith(".yaml") && options.concerns(environmentOfBootstrap(name));
  }

  private void environments() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    generated.keySet().stream()
        .filter(folder -> folder.startsWith(output + "/"))
        .map(folder -> folder.substring(output.length() + 1).split("/", 2)[0])
        .forEach(names::add);
    if (tree.kind(output) == OutputTree.Kind.FOLDER) {
      tree.names(output).stream().filter(options::concerns).forEach(names::add);
    }
    for (String name : names) {
      environment(output + "/" + name);
    }
  }

  private void environment(String root) throws IOException {
    SortedMap<String, Set<String>> present = new TreeMap<>();
    if (tree.kind(root) == OutputTree.Kind.FOLDER) {
      walk(root, present);
    }
    String below = root + "/";
    List<String> folders = new ArrayList<>(generated.keySet());
    folders.removeIf(folder -> !folder.equals(root) && !folder.startsWith(below));
    boolean ours =
        !folders.isEmpty()
            || present.values().stream().anyMatch(names -> names.contains(OwnershipFile.NAME));
    if (!ours) {
      return;
    }
    folders.forEach(folder -> present.putIfAbsent(folder, new TreeSet<>()));
    for (Map.Entry<String, Set<String>> folder : present.entrySet()) {
      SortedMap<String, Artifact> files = generated.getOrDefault(folder.getKey(), new TreeMap<>());
      plans.decideStrictly(folder.getKey(), folder.getValue(), files);
    }
  }

  /**
   * Collects what stands in each folder but the folders; asks the disk only about names that no
   * artifact has.
   */
  private void walk(String folder, Map<String, Set<String>> present) throws IOException {
    Map<String, Artifact> files = generated.getOrDefault(folder, new TreeMap<>());
    Set<String> others = new TreeSet<>();
    List<String> folders = new ArrayList<>();
    for (String name : tree.names(folder)) {
      boolean known = files.containsKey(name) || name.equals(OwnershipFile.NAME);
      if (!known && tree.kind(folder + "/" + name) == OutputTree.Kind.FOLDER) {
        folders.add(folder + "/" + name);
      } else {
        others.add(name);
      }
    }
    present.put(folder, others);
    for (String child : folders) {
      walk(child, present);
    }
  }
}
