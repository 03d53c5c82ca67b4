package io.dataplat.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A small repository whose findings are written at the offending lines.
 *
 * <p>A comment {@code # error: rule-id} (in SQL {@code -- error: rule-id}), or {@code warning}, at
 * the end of a line or alone above it, expects a finding that begins there; several ids are
 * separated by commas. A finding that nobody expects fails the test, and so does one that is
 * missing.
 */
public final class RuleCase {

  private static final Pattern MARK =
      Pattern.compile("(?:#|--) (error|warning): ([a-z, -]+?)\\s*$");

  private final Map<String, String> files = new LinkedHashMap<>();

  private RuleCase() {}

  /**
   * A repository without findings: environment {@code test}, domain {@code retail} with the sources
   * {@code order_files} (CSV by day in UTC), {@code extract} (a table without a time) and {@code
   * clicks} (a topic), and domain {@code partners} with the shared source {@code partners.rates}.
   */
  public static RuleCase repository() {
    return new RuleCase()
        .environment("test", "")
        .file(
            "environments/connections/all.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: lakehouse}
            spec: {type: catalog, rest: {uri: "https://catalog.example.org", warehouse: test}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: landing}
            spec: {type: objectStore, s3: {bucket: landing, region: eu-central-1}}
            ---
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: events}
            spec: {type: kafka, kafka: {bootstrapServers: "kafka.example.org:9093"}}
            """)
        .domain("retail", "")
        .domain("partners", "")
        .dataset(
            "order_files",
            """
            layer: source
            files: {path: "orders/{yyyy}/{MM}/{dd}/*.csv", format: csv}
            columns:
              order_id: {type: string}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
            """)
        .dataset(
            "extract",
            """
            layer: source
            table: {name: crm.extract}
            columns:
              order_id: {type: string}
              amount: {type: "decimal(12,2)"}
              ordered_at: {type: timestamp}
            """)
        .dataset(
            "clicks",
            """
            layer: source
            topic: {name: clicks}
            timeColumn: at
            columns:
              click_id: {type: string}
              at: {type: timestamp}
            """)
        .dataset(
            "partners.rates",
            """
            layer: source
            shared: true
            table: {name: partners.rates}
            columns:
              currency: {type: string}
            """);
  }

  /** Adds or replaces a file. */
  public RuleCase file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Adds or replaces an environment; the given fields are added to a complete one. */
  public RuleCase environment(String name, String fields) {
    var spec =
        """
        versions: {kubernetes: "1.34", airflow: "3.3", sparkOperator: "2.5"}
        image: registry.example.org/dataplat/jobs:1.0.0
        cluster: {server: "https://%1$s.k8s.example.org"}
        delivery: {repository: "https://git.example.org/data/platform.git", revision: main}
        checkpoints: {connection: landing, path: checkpoints/%1$s}
        quarantine: {connection: lakehouse}
        secretStore: vault
        sizes: {small: {driver: {cores: 1, memory: 2Gi}, executor: {cores: 2, memory: 4Gi, instances: 2}}}
        """
            .formatted(name);
    // A field that is given again replaces the one of the complete environment.
    var kept =
        spec.lines()
            .filter(line -> !("\n" + fields).contains("\n" + line.replaceAll(":.*", ":")))
            .collect(Collectors.joining("\n", "", "\n"));
    return document("environments/" + name + ".yaml", "Environment", name, kept + fields);
  }

  /** Adds or replaces a domain; the given fields are added to a complete one. */
  public RuleCase domain(String name, String fields) {
    var spec =
        """
        owner: data_team
        contact: {email: data@example.org}
        defaults: {datasets: {table: {connection: lakehouse}, files: {connection: landing}, topic: {connection: events}}}
        """;
    return document("pipelines/" + name + "/domain.yaml", "Domain", name, spec + fields);
  }

  /** Adds a dataset of domain {@code retail}, or of the domain before the dot. */
  public RuleCase dataset(String name, String fields) {
    return document(path(name, "datasets/"), "Dataset", last(name), "version: 1.0.0\n" + fields);
  }

  /**
   * Adds a dataset of domain {@code retail} with the columns of {@code order_files}, key {@code
   * order_id} and event time {@code ordered_at}.
   */
  public RuleCase orders(String name) {
    return dataset(
        name,
        """
        layer: bronze
        table: {}
        timeColumn: ordered_at
        columns:
          order_id: {type: string, key: true}
          amount: {type: "decimal(12,2)"}
          ordered_at: {type: timestamp}
        """);
  }

  /** Adds a pipeline of domain {@code retail}, or of the domain before the dot. */
  public RuleCase pipeline(String name, String fields) {
    return document(path(name, ""), "Pipeline", last(name), fields);
  }

  /** Adds a batch pipeline with the tasks given, each in its one line or block. */
  public RuleCase batch(String name, String schedule, String tasks) {
    return pipeline(name, "mode: batch\nschedule: " + schedule + "\ntasks:\n" + tasks.indent(2));
  }

  /** Adds a streaming pipeline with the tasks given. */
  public RuleCase streaming(String name, String tasks) {
    return pipeline(name, "mode: streaming\ntasks:\n" + tasks.indent(2));
  }

  /** Adds a batch pipeline that copies {@code order_files} into a dataset of the same columns. */
  public RuleCase copy(String name, String target) {
    return batch(
        name,
        "{cron: \"0 5 * * *\", interval: day, startDate: 2026-01-01}",
        """
        copy:
          inputs: {files: {dataset: retail.order_files, read: interval}}
          outputs: {target: {dataset: %s, from: files, write: {mode: overwrite_interval}}}
        """
            .formatted(target));
  }

  private RuleCase document(String path, String kind, String name, String spec) {
    var description =
        kind.equals("Dataset") || kind.equals("Pipeline") ? ", description: Test." : "";
    var header =
        "apiVersion: dataplat.io/v1\nkind: %s\nmetadata: {name: %s%s}\nspec:\n"
            .formatted(kind, name, description);
    return file(path, header + spec.indent(2));
  }

  private static String path(String name, String folder) {
    var dot = name.indexOf('.');
    var domain = dot < 0 ? "retail" : name.substring(0, dot);
    return "pipelines/" + domain + "/" + folder + last(name) + ".yaml";
  }

  private static String last(String name) {
    return name.substring(name.indexOf('.') + 1);
  }

  /** Compiles up to the checks. */
  public Compilation compile() {
    return Compilation.of(files);
  }

  /** Compiles, and fails unless the findings are those that the sources expect. */
  public Compilation findsWhatIsMarked() {
    var compilation = compile();
    assertThat(compilation.findings().stream().map(RuleCase::line).sorted().toList())
        .as(compilation.report())
        .isEqualTo(expected());
    return compilation;
  }

  private static String line(Diagnostic finding) {
    return "%s:%s %s %s"
        .formatted(
            finding.span().file(),
            finding.span().startLine(),
            finding.rule().severity().name().toLowerCase(Locale.ROOT),
            finding.rule().id());
  }

  private List<String> expected() {
    var expected = new ArrayList<String>();
    files.forEach(
        (path, text) -> {
          var lines = text.split("\n", -1);
          for (var i = 0; i < lines.length; i++) {
            var mark = MARK.matcher(lines[i]);
            if (mark.find()) {
              var alone = lines[i].substring(0, mark.start()).isBlank();
              for (var rule : mark.group(2).split(", ", -1)) {
                expected.add(
                    "%s:%s %s %s".formatted(path, alone ? i + 2 : i + 1, mark.group(1), rule));
              }
            }
          }
        });
    return expected.stream().sorted().toList();
  }
}
