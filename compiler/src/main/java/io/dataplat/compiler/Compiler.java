package io.dataplat.compiler;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.analysis.PlatformAnalyzer;
import io.dataplat.compiler.backend.Backends;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.check.Checks;
import io.dataplat.compiler.check.PlainSecrets;
import io.dataplat.compiler.check.TickCalendar;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.NearNames;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.MergedRepository;
import io.dataplat.compiler.merge.Merger;
import io.dataplat.compiler.merge.Repository;
import io.dataplat.compiler.merge.SourceDocument;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.Planner;
import io.dataplat.compiler.resolve.Resolver;
import io.dataplat.compiler.structure.Strength;
import io.dataplat.compiler.structure.StructureCheck;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.SourceFiles;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlReader;
import io.dataplat.sql.SqlAnalyzer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles a repository, stage by stage: read, merge, check structure, resolve, analyse SQL, check,
 * plan, emit.
 *
 * <p>A stage that found errors in any environment stops the run at its end; within a stage
 * everything is reported. No stage knows a clock, an environment variable or the network.
 */
public final class Compiler {

  private final SqlAnalyzer sql;
  private final AnalysisCache cache;
  private final TickCalendar calendar = new TickCalendar();
  private final Backends backends = new Backends();

  /** A compiler whose runs share what the cache remembers of the SQL analysis. */
  public Compiler(SqlAnalyzer sql, AnalysisCache cache) {
    this.sql = sql;
    this.cache = cache;
  }

  /** Compiles; every mistake of a user is a finding of the result, an exception is a bug. */
  public CompileResult compile(CompileRequest request) {
    return compile(request, new Diagnostics());
  }

  private CompileResult compile(CompileRequest request, Diagnostics findings) {
    SourceFiles sources = SourceFiles.read(request.root(), findings);
    List<SourceDocument> documents = read(sources, findings);
    if (findings.hasErrors()) {
      return failed(sources, findings, List.of());
    }
    Map<String, MergedRepository> merged = merge(request, sources, documents, findings);
    Collection<String> environments = merged.keySet();
    if (findings.hasErrors()) {
      return failed(sources, findings, environments);
    }
    new MergedStructure().check(merged, findings);
    if (findings.hasErrors()) {
      return failed(sources, findings, environments);
    }
    Map<String, Platform> platforms = resolve(merged, findings);
    if (findings.hasErrors()) {
      return failed(sources, findings, environments);
    }
    Map<String, AnalysedPlatform> analysed = analyse(platforms, findings);
    if (findings.hasErrors()) {
      return failed(sources, findings, environments);
    }
    check(analysed, findings);
    if (findings.hasErrors()) {
      return failed(sources, findings, environments);
    }
    List<Document> emitted = emit(plan(analysed), findings);
    return findings.hasErrors()
        ? failed(sources, findings, environments)
        : new CompileResult(sources, analysed, emitted, findings.sorted(environments));
  }

  private static CompileResult failed(
      SourceFiles sources, Diagnostics findings, Collection<String> environments) {
    return new CompileResult(
        sources, new LinkedHashMap<>(), List.of(), findings.sorted(environments));
  }

  private static List<SourceDocument> read(SourceFiles sources, Diagnostics findings) {
    List<SourceDocument> documents = new ArrayList<>();
    var structure = new StructureCheck();
    for (SourceFile file : sources.documents()) {
      var ofYaml = new Diagnostics();
      List<YamlNode> nodes = YamlReader.read(file, ofYaml);
      findings.addAll(ofYaml.sorted());
      for (YamlNode node : nodes) {
        if (!ofYaml.hasErrors()) {
          // What is left of broken YAML would only give findings that its repair removes.
          structure.check(node, Strength.PARTIAL, findings);
        }
        PlainSecrets.report(node, findings);
        if (node instanceof YamlMapping root) {
          documents.add(new SourceDocument(file.path(), root));
        }
      }
    }
    return documents;
  }

  private static Map<String, MergedRepository> merge(
      CompileRequest request,
      SourceFiles sources,
      List<SourceDocument> documents,
      Diagnostics findings) {
    Map<String, String> texts = new TreeMap<>();
    sources.documents().forEach(file -> texts.put(file.path(), file.text()));
    sources.queries().forEach(file -> texts.put(file.path(), file.text()));
    Merger merger = Merger.of(new Repository(documents, texts), findings);
    Map<String, MergedRepository> merged = new LinkedHashMap<>();
    for (String name : selected(request, merger.environments(), findings)) {
      merged.put(name, merger.merge(name, findings.forEnvironment(name)));
    }
    return merged;
  }

  private static List<String> selected(
      CompileRequest request, List<String> known, Diagnostics findings) {
    for (String name : request.environments()) {
      if (!known.contains(name)) {
        String hint =
            NearNames.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("there are " + String.join(", ", known));
        findings
            .reporter(Rules.UNKNOWN_ENVIRONMENT)
            .at(SourceSpan.ofFile("environments"), "unknown environment `" + name + "`", hint);
      }
    }
    return known.stream()
        .filter(name -> request.environments().isEmpty() || request.environments().contains(name))
        .toList();
  }

  private static Map<String, Platform> resolve(
      Map<String, MergedRepository> merged, Diagnostics findings) {
    Map<String, Platform> platforms = new LinkedHashMap<>();
    merged.forEach(
        (name, repository) ->
            Resolver.resolve(repository, findings.forEnvironment(name))
                .ifPresent(platform -> platforms.put(name, platform)));
    return platforms;
  }

  private Map<String, AnalysedPlatform> analyse(
      Map<String, Platform> platforms, Diagnostics findings) {
    var analyzer = new PlatformAnalyzer(sql, cache);
    Map<String, AnalysedPlatform> analysed = new LinkedHashMap<>();
    platforms.forEach(
        (name, platform) ->
            analysed.put(name, analyzer.analyze(platform, findings.forEnvironment(name))));
    return analysed;
  }

  private void check(Map<String, AnalysedPlatform> analysed, Diagnostics findings) {
    analysed.forEach(
        (name, platform) ->
            Checks.check(platform, calendar, sql.reservedWords(), findings.forEnvironment(name)));
    Checks.checkTogether(
        analysed.values().stream().map(AnalysedPlatform::platform).toList(), findings);
  }

  private static Map<String, DeploymentPlan> plan(Map<String, AnalysedPlatform> analysed) {
    Map<String, DeploymentPlan> plans = new LinkedHashMap<>();
    analysed.forEach(
        (name, platform) -> {
          if (platform.platform().environment().target() == Environment.Target.KUBERNETES) {
            plans.put(name, Planner.plan(platform));
          }
        });
    return plans;
  }

  private List<Document> emit(Map<String, DeploymentPlan> plans, Diagnostics findings) {
    List<Document> documents = new ArrayList<>();
    plans.forEach(
        (name, plan) -> documents.addAll(backends.emit(plan, findings.forEnvironment(name))));
    return documents;
  }
}
