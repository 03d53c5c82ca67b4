package io.dataplat.compiler;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.merge.MergedRepository;
import io.dataplat.compiler.structure.Strength;
import io.dataplat.compiler.structure.StructureCheck;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that merged documents are complete, each distinct tree once: environments share the trees
 * that they do not change.
 */
final class MergedStructure {

  private final StructureCheck structure = new StructureCheck();
  private final IdentityHashMap<YamlMapping, List<Diagnostic>> checked = new IdentityHashMap<>();

  void check(Map<String, MergedRepository> merged, Diagnostics findings) {
    merged.forEach(
        (environment, repository) -> {
          Diagnostics concerned = findings.forEnvironment(environment);
          for (MergedDocument document : repository.everything()) {
            concerned.addAll(checked.computeIfAbsent(document.root(), this::check));
          }
        });
  }

  private List<Diagnostic> check(YamlMapping root) {
    var found = new Diagnostics();
    structure.check(root, Strength.COMPLETE, found);
    return found.sorted();
  }
}
