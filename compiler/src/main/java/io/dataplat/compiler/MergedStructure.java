package io.dataplat.compiler;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.merge.MergedRepository;
import io.dataplat.compiler.structure.Strength;
import io.dataplat.compiler.structure.StructureCheck;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that merged documents are complete, each distinct tree once: environments share the trees
 * that they do not change.
 */
final class MergedStructure {

  private final StructureCheck structure = new StructureCheck();

  void check(Map<String, MergedRepository> merged, Diagnostics findings) {
    Map<YamlMapping, List<Diagnostic>> checked = checked(merged);
    merged.forEach(
        (environment, repository) -> {
          Diagnostics concerned = findings.forEnvironment(environment);
          repository.everything().stream()
              .map(MergedDocument::root)
              .forEach(root -> concerned.addAll(checked.getOrDefault(root, List.of())));
        });
  }

  private Map<YamlMapping, List<Diagnostic>> checked(Map<String, MergedRepository> merged) {
    Set<YamlMapping> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    merged.values().stream()
        .flatMap(repository -> repository.everything().stream())
        .forEach(document -> distinct.add(document.root()));
    Map<YamlMapping, List<Diagnostic>> checked =
        Collections.synchronizedMap(new IdentityHashMap<>());
    distinct.parallelStream().forEach(root -> checked.put(root, check(root)));
    return checked;
  }

  private List<Diagnostic> check(YamlMapping root) {
    var found = new Diagnostics();
    structure.check(root, Strength.COMPLETE, found);
    return found.sorted();
  }
}
