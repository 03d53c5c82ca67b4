package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.output.Difference.Kind;
import io.dataplat.jobplan.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Decides folder by folder: what is new, changed, stale, edited or foreign. */
final class FolderPlans {

  private final OutputTree tree;
  private final boolean overwriteEdited;
  private final List<OutputPlan.Put> puts = new ArrayList<>();
  private final List<OutputPlan.Delete> deletes = new ArrayList<>();
  private final List<Diagnostic> findings = new ArrayList<>();
  private final List<Difference> differences = new ArrayList<>();
  private int unchanged;

  FolderPlans(OutputTree tree, boolean overwriteEdited) {
    this.tree = tree;
    this.overwriteEdited = overwriteEdited;
  }

  OutputPlan plan() {
    return new OutputPlan(
        List.copyOf(puts),
        List.copyOf(deletes),
        unchanged,
        findings.stream().sorted().toList(),
        differences.stream().sorted(java.util.Comparator.comparing(Difference::path)).toList());
  }

  /** A folder behind a symbolic link lies somewhere else; nothing is written there. */
  void requireReachable(String folder, Collection<Artifact> artifacts) throws IOException {
    if (!tree.isReachable(folder + "/x")) {
      for (Artifact artifact : artifacts) {
        block(artifact.path());
      }
    }
  }

  /** Decides a folder in which nothing but generated files may lie. */
  void decideStrictly(String folder, Collection<String> present, SortedMap<String, Artifact> files)
      throws IOException {
    OwnershipFile ownership = ownership(folder, present);
    decide(folder, present, files, ownership, name -> false);
    for (String name : present) {
      boolean ours =
          files.containsKey(name) || ownership.claims(name) || name.equals(OwnershipFile.NAME);
      if (!ours) {
        foreign(folder + "/" + name);
      }
    }
  }

  /** Decides a folder that others use as well; their claims stay. */
  void decide(
      String folder,
      Collection<String> present,
      SortedMap<String, Artifact> files,
      Predicate<String> others)
      throws IOException {
    boolean owned = tree.kind(folder + "/" + OwnershipFile.NAME) == OutputTree.Kind.FILE;
    Collection<String> names = owned ? List.of(OwnershipFile.NAME) : List.of();
    decide(folder, present, files, ownership(folder, names), others);
  }

  private void decide(
      String folder,
      Collection<String> present,
      SortedMap<String, Artifact> files,
      OwnershipFile ownership,
      Predicate<String> others)
      throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    ownership
        .claims()
        .forEach(
            (name, claims) ->
                claims.stream()
                    .filter(claim -> others.test(name))
                    .forEach(claim -> hashes.put(name, claim)));
    for (Artifact artifact : files.values()) {
      String name = artifact.path().substring(folder.length() + 1);
      byte[] content = artifact.content().getBytes(StandardCharsets.UTF_8);
      hashes.put(name, Sha256.hex(content));
      keep(artifact, content, name, present.contains(name), ownership);
    }
    for (String name : present) {
      if (!files.containsKey(name) && ownership.claims(name)) {
        stale(folder + "/" + name, name, ownership);
      }
    }
    own(folder + "/" + OwnershipFile.NAME, hashes);
  }

  private OwnershipFile ownership(String folder, Collection<String> present) throws IOException {
    String path = folder + "/" + OwnershipFile.NAME;
    boolean readable =
        present.contains(OwnershipFile.NAME) && tree.kind(path) == OutputTree.Kind.FILE;
    return readable ? OwnershipFile.parse(tree.read(path)) : OwnershipFile.none();
  }

  private void keep(
      Artifact artifact, byte[] content, String name, boolean present, OwnershipFile ownership)
      throws IOException {
    String path = artifact.path();
    if (!present) {
      put(path, artifact.content(), Optional.empty(), Kind.MISSING);
      return;
    }
    if (tree.kind(path) != OutputTree.Kind.FILE) {
      block(path);
      return;
    }
    byte[] old = tree.read(path);
    if (Arrays.equals(old, content)) {
      unchanged++;
    } else if (!ownership.claims(name)) {
      foreign(path);
    } else if (overwriteEdited || ownership.isUnedited(name, old)) {
      put(path, artifact.content(), Optional.of(Sha256.hex(old)), Kind.OUT_OF_DATE);
    } else {
      edited(
          path, "move your change into the source, then write with `-Ddataplat.overwriteEdited`");
    }
  }

  private void stale(String path, String name, OwnershipFile ownership) throws IOException {
    if (tree.kind(path) != OutputTree.Kind.FILE) {
      block(path);
      return;
    }
    byte[] old = tree.read(path);
    if (ownership.isUnedited(name, old)) {
      delete(path, old);
    } else {
      edited(
          path,
          "nothing generates it any more: move it out of the output to keep it, or delete it");
    }
  }

  private void own(String path, SortedMap<String, String> hashes) throws IOException {
    boolean present = tree.kind(path) == OutputTree.Kind.FILE;
    Optional<byte[]> old = present ? Optional.of(tree.read(path)) : Optional.empty();
    if (hashes.isEmpty()) {
      old.ifPresent(content -> delete(path, content));
      return;
    }
    String list = OwnershipFile.print(hashes);
    boolean same =
        old.isPresent() && Arrays.equals(old.get(), list.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      put(path, list, old.map(Sha256::hex), present ? Kind.OUT_OF_DATE : Kind.MISSING);
    }
  }

  private void delete(String path, byte[] content) {
    deletes.add(new OutputPlan.Delete(path, Sha256.hex(content)));
    differences.add(new Difference(path, Kind.STALE));
  }

  private void put(String path, String content, Optional<String> before, Kind kind) {
    puts.add(new OutputPlan.Put(path, content, before));
    differences.add(new Difference(path, kind));
  }

  private void edited(String path, String hint) {
    differences.add(new Difference(path, Kind.EDITED));
    report(Rules.EDITED_FILE, path, "`" + path + "` was edited after it had been generated", hint);
  }

  private void foreign(String path) {
    differences.add(new Difference(path, Kind.FOREIGN));
    report(
        Rules.FOREIGN_FILE,
        path,
        "`" + path + "` is not generated, but lies where a cluster would apply it",
        "move it out of the output, or delete it");
  }

  private void block(String path) {
    differences.add(new Difference(path, Kind.BLOCKED));
    report(
        Rules.OUTPUT_BLOCKED,
        path,
        "`" + path + "` cannot be written: a symbolic link, a folder or a file stands in its way",
        "move it out of the output, or delete it");
  }

  private void report(Rule rule, String path, String message, String hint) {
    findings.add(new Diagnostic(rule, SourceSpan.ofFile(path), message, hint));
  }
}
