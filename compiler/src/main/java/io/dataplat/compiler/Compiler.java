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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Compiles a repository, stage by stage: read, merge, check structure, resolve, analyse SQL, check,
 * plan, emit.
 *
 * <p>A stage that found errors in any environment stops the run at its end; within a stage
 * everything is reported. No stage knows a clock, an environment variable or the network.
 *
 * <p>Within a stage, files and environments are worked on side by side; what they give is put
 * together in their order, so that the number of threads changes nothing.
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
    var structure = new StructureCheck();
    return sources.documents().parallelStream()
        .flatMap(file -> read(file, structure, findings))
        .toList();
  }

  private static Stream<SourceDocument> read(
      SourceFile file, StructureCheck structure, Diagnostics findings) {
    List<SourceDocument> documents = new ArrayList<>();
    var ofYaml = new Diagnostics();
    List<YamlNode> nodes = YamlReader.read(file, ofYaml);
    findings.addAll(ofYaml.sorted());
    if (nodes.isEmpty() && !ofYaml.hasErrors()) {
      findings
          .reporter(Rules.EMPTY_FILE)
          .at(
              SourceSpan.ofFile(file.path()),
              "the file holds no document",
              "delete it, or write a document; `enabled: false` switches a pipeline off");
    }
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
    return documents.stream();
  }

  private static Map<String, MergedRepository> merge(
      CompileRequest request,
      SourceFiles sources,
      List<SourceDocument> documents,
      Diagnostics findings) {
    Map<String, String> texts = new TreeMap<>();
    sources.documents().forEach(file -> texts.put(file.path(), file.text()));
    sources.queries().forEach(file -> texts.put(file.path(), file.text()));
    sources.dataContracts().forEach(file -> texts.put(file.path(), file.text()));
    Merger merger = Merger.of(new Repository(documents, texts), findings);
    Map<String, Diagnostics> concerned = new LinkedHashMap<>();
    selected(request, merger.environments(), findings).stream()
        .filter(name -> !request.onlyEmbedded() || merger.isEmbedded(name))
        .forEach(name -> concerned.put(name, findings.forEnvironment(name)));
    return each(concerned, (name, found) -> Optional.of(merger.merge(name, found)));
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
    return each(
        merged, (name, repository) -> Resolver.resolve(repository, findings.forEnvironment(name)));
  }

  private Map<String, AnalysedPlatform> analyse(
      Map<String, Platform> platforms, Diagnostics findings) {
    var analyzer = new PlatformAnalyzer(sql, cache);
    return each(
        platforms,
        (name, platform) -> Optional.of(analyzer.analyze(platform, findings.forEnvironment(name))));
  }

  private void check(Map<String, AnalysedPlatform> analysed, Diagnostics findings) {
    var words = sql.reservedWords();
    analysed.entrySet().parallelStream()
        .forEach(
            named ->
                Checks.check(
                    named.getValue(), calendar, words, findings.forEnvironment(named.getKey())));
    Checks.checkTogether(
        analysed.values().stream().map(AnalysedPlatform::platform).toList(), findings);
  }

  private static Map<String, DeploymentPlan> plan(Map<String, AnalysedPlatform> analysed) {
    return each(
        analysed,
        (name, platform) ->
            platform.platform().environment().target() == Environment.Target.KUBERNETES
                ? Optional.of(Planner.plan(platform))
                : Optional.empty());
  }

  private List<Document> emit(Map<String, DeploymentPlan> plans, Diagnostics findings) {
    return plans.entrySet().parallelStream()
        .flatMap(
            named ->
                backends.emit(named.getValue(), findings.forEnvironment(named.getKey())).stream())
        .toList();
  }

  /** What a stage makes of each environment, in the environments' order. */
  private static <T, R> Map<String, R> each(
      Map<String, T> environments, BiFunction<String, T, Optional<R>> stage) {
    List<String> names = List.copyOf(environments.keySet());
    List<Optional<R>> made =
        environments.entrySet().parallelStream()
            .map(named -> stage.apply(named.getKey(), named.getValue()))
            .toList();
    Map<String, R> results = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      made.get(i).ifPresent(result -> results.put(name, result));
    }
    return results;
  }
}
