package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lays overrides over documents. What several environments share is done once and stays one object,
 * so that later stages can remember by identity what they made of it.
 */
final class Layers {
  private final Map<Pair, Layered> done = new ConcurrentHashMap<>();

  private record Layered(YamlMapping root, List<Diagnostic> findings) {}

  /** Returns a document with an override of its {@code spec}. */
  YamlMapping override(YamlMapping root, YamlMapping override, Kind kind, Diagnostics diagnostics) {
    return remembered(
        root, override, diagnostics, findings -> overridden(root, override, kind, findings));
  }

  /** Returns an environment over its merged parent. */
  YamlMapping inherit(YamlMapping parent, YamlMapping root, Diagnostics diagnostics) {
    return remembered(parent, root, diagnostics, findings -> inherited(parent, root, findings));
  }

  /** Makes a tree and reports what is wrong with it. */
  private interface Layering {
    YamlMapping make(Diagnostics findings);
  }

  private YamlMapping remembered(
      YamlMapping weak, YamlMapping strong, Diagnostics diagnostics, Layering layering) {
    var layered =
        done.computeIfAbsent(
            new Pair(weak, strong),
            pair -> {
              var findings = new Diagnostics();
              return new Layered(layering.make(findings), findings.sorted());
            });
    diagnostics.addAll(layered.findings());
    return layered.root();
  }

  private static YamlMapping overridden(
      YamlMapping root, YamlMapping override, Kind kind, Diagnostics findings) {
    var spec = Nodes.mapping(root, "spec");
    new OverrideCheck(kind, findings).checkOverride(spec, override);
    var merged = TreeMerge.OVERRIDE.merge(spec, override, Schemas.PUBLISHED.spec(kind));
    return Nodes.with(root, "spec", merged);
  }

  private static YamlMapping inherited(YamlMapping parent, YamlMapping root, Diagnostics findings) {
    var weak = Nodes.without(Nodes.mapping(parent, "spec"), "extends", "abstract", "overrides");
    var strong = Nodes.without(Nodes.mapping(root, "spec"), "overrides");
    new OverrideCheck(Kind.ENVIRONMENT, findings)
        .checkInheriting(weak, Nodes.without(strong, "extends", "abstract"));
    var shape = Schemas.PUBLISHED.spec(Kind.ENVIRONMENT);
    var merged = TreeMerge.OVERRIDE.merge(weak, strong, shape);
    var placed = new YamlMapping(strong.span(), merged.entries(), merged.overrode());
    return Nodes.with(root, "spec", placed);
  }
}
