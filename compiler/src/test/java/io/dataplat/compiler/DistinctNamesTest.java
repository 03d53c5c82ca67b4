package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.ClaimRules;
import io.dataplat.compiler.init.StarterRepository;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Two things never get one name: repositories whose names are alike as the language permits compile
 * to names that differ everywhere, or are refused by a rule that says so.
 */
class DistinctNamesTest {

  /** Rules that refuse a name; nothing else may be wrong with these repositories. */
  private static final Set<String> REFUSALS =
      Set.of("physical-name-clash", "reserved-name", "task-name-taken", "name-too-long");

  /** A repository by the names of its domains, their pipelines and these pipelines' tasks. */
  record Names(
      Map<String, Map<String, Set<String>>> domains,
      Set<String> environments,
      boolean sameCluster,
      String namespaces) {}

  @Property(tries = 60, seed = "20261121")
  void whatDiffersInNameDiffersEverywhere(@ForAll("alike") Names names) {
    var result = OwnOutput.compile(sources(names));

    assertThat(result.diagnostics())
        .extracting(finding -> finding.rule().id())
        .isSubsetOf(REFUSALS);
    assertThat(ClaimRules.violations(result.documents())).isEmpty();
    Statistics.label("refused")
        .collect(result.failed())
        .coverage(checker -> checker.check(false).percentage(share -> share > 20));
  }

  @Provide
  Arbitrary<Names> alike() {
    var tasks = identifiers().set().ofMinSize(1).ofMaxSize(2);
    var pipelines = Arbitraries.maps(identifiers(), tasks).ofMinSize(1).ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.maps(identifiers(), pipelines).ofMinSize(1).ofMaxSize(3),
            identifiers().set().ofSize(2),
            Arbitraries.of(true, false),
            Arbitraries.of("of-{domain}", "{environment}--{domain}", "spark-{domain}"))
        .as(Names::new);
  }

  /** Few and short words, and those that stand in names of the compiler and of others. */
  private static Arbitrary<String> identifiers() {
    var first = Arbitraries.of("a", "b", "ab", "a1", "ui", "executor", "root", "spark", "operator");
    var next = Arbitraries.of("a", "b", "1", "v1", "svc", "quarantine", "executor", "operator");
    return Combinators.combine(first, next.list().ofMaxSize(2))
        .as((word, words) -> words.isEmpty() ? word : word + "_" + String.join("_", words));
  }

  private static Map<String, String> sources(Names names) {
    var files = new TreeMap<>(StarterRepository.files("0.1.0"));
    files.keySet().removeIf(path -> path.startsWith("pipelines/"));
    files.remove("environments/prod.yaml");
    files.remove("environments/local.yaml");
    files.put("environments/connections/events.yaml", connection("events", "kafka"));
    files.put("environments/connections/state.yaml", connection("state", "objectStore"));
    for (String environment : names.environments()) {
      var cluster = names.sameCluster() ? "one" : environment.replace('_', '-');
      files.put(
          "environments/" + environment + ".yaml",
          """
          apiVersion: dataplat.io/v1
          kind: Environment
          metadata: {name: %1$s}
          spec:
            extends: base
            cluster: {server: "https://%2$s.k8s.example.org"}
            naming: {namespace: "%3$s", table: "{environment}__{domain}.{dataset}"}
            checkpoints: {connection: state, path: "checkpoints/%1$s"}
            overrides:
              connections:
                lakehouse: {rest: {uri: "https://catalog.example.org", warehouse: all}}
                landing: {s3: {bucket: landing}}
                state: {s3: {bucket: state}}
                events: {kafka: {bootstrapServers: "kafka.example.org:9093"}}
          """
              .formatted(environment, cluster, names.namespaces()));
    }
    names.domains().forEach((domain, pipelines) -> add(files, domain, pipelines));
    return files;
  }

  private static String connection(String name, String type) {
    return """
        apiVersion: dataplat.io/v1
        kind: Connection
        metadata: {name: %s}
        spec: {type: %s}
        """
        .formatted(name, type);
  }

  private static void add(
      Map<String, String> files, String domain, Map<String, Set<String>> pipelines) {
    var folder = "pipelines/" + domain + "/";
    files.put(
        folder + "domain.yaml",
        """
        apiVersion: dataplat.io/v1
        kind: Domain
        metadata: {name: %s}
        spec: {owner: somebody, contact: {email: somebody@example.org}}
        """
            .formatted(domain));
    var written = new TreeMap<String, String>();
    written.put("events", dataset("events", "source", "topic: {connection: events}"));
    written.put(
        "files",
        dataset("files", "source", "files: {connection: landing, path: a.csv, format: csv}"));
    pipelines.forEach(
        (pipeline, tasks) -> {
          var streaming = pipeline.length() % 2 == 0;
          var text =
              new StringBuilder(
                  """
                  apiVersion: dataplat.io/v1
                  kind: Pipeline
                  metadata: {name: %s, description: Test.}
                  spec:
                    mode: %s
                    tasks:
                  """
                      .formatted(
                          pipeline, streaming ? "streaming" : "batch\n  schedule: {manual: true}"));
          for (String task : tasks) {
            // As alike as two datasets of one domain can be.
            var dataset = pipeline + "_" + task;
            if (dataset.length() > 40 || written.containsKey(dataset)) {
              dataset = "d_" + written.size();
            }
            written.put(dataset, dataset(dataset, "bronze", "table: {connection: lakehouse}"));
            text.append(
                """
                    %2$s:
                      inputs: {rows: {dataset: %1$s.%4$s}}
                      outputs: {out: {dataset: %1$s.%3$s, from: rows, write: {mode: %5$s}}}
                      runtime: {size: small}
                """
                    .formatted(
                        domain,
                        task,
                        dataset,
                        streaming ? "events, read: stream" : "files, read: full",
                        streaming ? "append" : "overwrite"));
          }
          files.put(folder + pipeline + ".yaml", text.toString());
        });
    files.put(folder + "datasets/all.yaml", String.join("---\n", written.values()));
  }

  private static String dataset(String name, String layer, String place) {
    return """
        apiVersion: dataplat.io/v1
        kind: Dataset
        metadata: {name: %s, description: Test.}
        spec: {version: 1.0.0, layer: %s, %s, columns: {id: {type: string}}}
        """
        .formatted(name, layer, place);
  }
}
