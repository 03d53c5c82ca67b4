package io.dataplat.compiler;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.analysis.AnalysisCache;
import io.dataplat.compiler.analysis.PlatformAnalyzer;
import io.dataplat.compiler.check.Checks;
import io.dataplat.compiler.check.PlainSecrets;
import io.dataplat.compiler.check.TickCalendar;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.MergedRepository;
import io.dataplat.compiler.merge.Merger;
import io.dataplat.compiler.merge.Repository;
import io.dataplat.compiler.merge.SourceDocument;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.resolve.Resolver;
import io.dataplat.compiler.structure.Strength;
import io.dataplat.compiler.structure.StructureCheck;
import io.dataplat.compiler.yaml.SourceFiles;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import io.dataplat.sql.SqlAnalyzer;
import io.dataplat.sql.spark.SparkSqlAnalyzer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A repository of a test taken through the stages from reading to checking. */
public final class Compilation {

  private static final SqlAnalyzer SQL = new SparkSqlAnalyzer();
  private static final AnalysisCache CACHE = AnalysisCache.inMemory();

  private final Diagnostics findings = new Diagnostics();
  private Map<String, Platform> platforms = Map.of();
  private Map<String, AnalysedPlatform> analysed = Map.of();

  private Compilation() {}

  /** Compiles files by path, SQL files too; stops after the stage that found errors. */
  public static Compilation of(Map<String, String> files) {
    return of(SourceFiles.of(files));
  }

  /** Compiles sources that were read from a disk. */
  public static Compilation of(SourceFiles sources) {
    var compilation = new Compilation();
    compilation.run(sources);
    return compilation;
  }

  private void run(SourceFiles sources) {
    var documents = read(sources);
    if (findings.hasErrors()) {
      return;
    }
    var merged = merge(sources, documents);
    if (findings.hasErrors()) {
      return;
    }
    platforms = resolve(merged);
    if (findings.hasErrors()) {
      return;
    }
    analyseAndCheck();
  }

  private List<SourceDocument> read(SourceFiles sources) {
    var structure = new StructureCheck();
    var documents = new ArrayList<SourceDocument>();
    for (var file : sources.documents()) {
      for (var node : YamlReader.read(file, findings)) {
        structure.check(node, Strength.PARTIAL, findings);
        PlainSecrets.report(node, findings);
        documents.add(new SourceDocument(file.path(), (YamlMapping) node));
      }
    }
    return documents;
  }

  private Map<String, MergedRepository> merge(SourceFiles sources, List<SourceDocument> documents) {
    var texts = new TreeMap<String, String>();
    sources.documents().forEach(file -> texts.put(file.path(), file.text()));
    sources.queries().forEach(file -> texts.put(file.path(), file.text()));
    sources.dataContracts().forEach(file -> texts.put(file.path(), file.text()));
    var merger = Merger.of(new Repository(documents, texts), findings);
    var structure = new StructureCheck();
    var merged = new LinkedHashMap<String, MergedRepository>();
    for (var name : merger.environments()) {
      var concerned = findings.forEnvironment(name);
      merged.put(name, merger.merge(name, concerned));
      merged
          .get(name)
          .everything()
          .forEach(document -> structure.check(document.root(), Strength.COMPLETE, concerned));
    }
    return merged;
  }

  private Map<String, Platform> resolve(Map<String, MergedRepository> merged) {
    var resolved = new LinkedHashMap<String, Platform>();
    merged.forEach(
        (name, repository) ->
            Resolver.resolve(repository, findings.forEnvironment(name))
                .ifPresent(platform -> resolved.put(name, platform)));
    return resolved;
  }

  private void analyseAndCheck() {
    var analyzer = new PlatformAnalyzer(SQL, CACHE);
    var calendar = new TickCalendar();
    analysed = new LinkedHashMap<>();
    platforms.forEach(
        (name, platform) -> {
          var concerned = findings.forEnvironment(name);
          analysed.put(name, analyzer.analyze(platform, concerned));
          Checks.check(analysed.get(name), calendar, SQL.reservedWords(), concerned);
        });
    Checks.checkTogether(List.copyOf(platforms.values()), findings);
  }

  public List<Diagnostic> findings() {
    return findings.sorted();
  }

  /** Returns an environment, which is there unless a stage before found errors. */
  public AnalysedPlatform platform(String environment) {
    return Objects.requireNonNull(analysed.get(environment));
  }

  /** Returns all findings for people, each with its hint. */
  public String report() {
    return findings().stream()
        .map(
            finding ->
                finding.span()
                    + " "
                    + finding.rule().id()
                    + ": "
                    + finding.message()
                    + finding.hint().map(hint -> " [" + hint + "]").orElse("")
                    + " "
                    + finding.environments())
        .collect(Collectors.joining("\n"));
  }
}
