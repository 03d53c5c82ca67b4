package io.dataplat.compiler.backend;

import io.dataplat.compiler.check.PlainSecrets;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for all documents that are applied to a cluster, whatever the sources say. */
public final class DocumentRules {

  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Set<String> SELECTED = Set.of("dataplat.io/pipeline", "dataplat.io/role");
  private static final Set<String> EMPTY = Set.of("podSelector", "emptyDir");
  private static final Set<String> CONFIRMED =
      Set.of("Namespace", "Application", "AppProject", "SparkApplication");

  private final List<String> violations = new ArrayList<>();
  private final Set<String> accounts = new LinkedHashSet<>();

  private DocumentRules() {}

  /** Returns a sentence for each document that breaks a rule. */
  public static List<String> violations(List<? extends Document> documents) {
    var rules = new DocumentRules();
    documents.stream().map(DocumentRules::tree).forEach(rules::remember);
    documents.stream()
        .filter(document -> document instanceof Document.Tree && isObject(document.path()))
        .forEach(document -> rules.check(document.path(), tree(document)));
    documents.forEach(document -> rules.text(document.path(), Printed.text(document)));
    return rules.violations;
  }

  private void remember(Map<String, Object> object) {
    if ("ServiceAccount".equals(object.get("kind"))) {
      accounts.add(metadata(object).get("namespace") + "/" + metadata(object).get("name"));
    }
  }

  private void check(String path, Map<String, Object> object) {
    var kind = String.valueOf(object.get("kind"));
    var name = String.valueOf(metadata(object).get("name"));
    var file = kind.toLowerCase(Locale.ROOT) + "-" + name + ".yaml";
    require(object.get("apiVersion") != null && path.endsWith("/" + file), path, "misnamed");
    require(NAME.matcher(name).matches(), path, "a name that not all kinds take");
    require(!kind.equals("Secret"), path, "a Secret");
    if (kind.equals("SparkApplication")) {
      require(name.length() <= 47 && !name.contains("-driver"), path, "a name that breaks Spark");
    }
    if (kind.equals("RoleBinding")) {
      ((List<?>) object.getOrDefault("subjects", List.of()))
          .forEach(subject -> subject(path, map(subject)));
    }
    annotations(path, kind, map(metadata(object).getOrDefault("annotations", Map.of())));
    values(path, object);
  }

  private void subject(String path, Map<String, Object> subject) {
    var account = subject.get("namespace") + "/" + subject.get("name");
    require(
        accounts.contains(account) || account.equals("airflow/airflow-worker"),
        path,
        "a subject that does not exist: " + account);
  }

  private void annotations(String path, String kind, Map<String, Object> annotations) {
    Object wave = annotations.getOrDefault("argocd.argoproj.io/sync-wave", "0");
    require(wave instanceof String text && Integer.parseInt(text) <= 0, path, "a late wave");
    var options = String.valueOf(annotations.get("argocd.argoproj.io/sync-options"));
    require(options.contains("Prune=confirm") == CONFIRMED.contains(kind), path, "confirmation");
    require(!options.contains("PruneLast"), path, "a wave behind the last");
  }

  private void values(String path, Map<String, Object> tree) {
    tree.forEach(
        (key, value) -> {
          boolean empty =
              (value instanceof Map<?, ?> m && m.isEmpty())
                  || (value instanceof List<?> l && l.isEmpty());
          require(!empty || EMPTY.contains(key), path, "an empty " + key);
          if (key.equals("podSelector") || key.equals("selector")) {
            var labels = map(map(value).getOrDefault("matchLabels", Map.of()));
            require(SELECTED.containsAll(labels.keySet()), path, "another selector " + labels);
          }
          if (value instanceof Map<?, ?>) {
            values(path, map(value));
          }
          if (value instanceof List<?> list) {
            list.stream().filter(Map.class::isInstance).forEach(item -> values(path, map(item)));
          }
          if (key.equals("dataplat.io/plan")) {
            plan(path, String.valueOf(value));
          }
        });
  }

  private void plan(String path, String plan) {
    require(plan.getBytes(StandardCharsets.UTF_8).length <= 200 * 1024, path, "a large plan");
    require(!Pattern.compile("\\{[{%#]").matcher(plan).find(), path, "Jinja in a plan");
  }

  private void text(String path, String text) {
    require(!text.contains("deletion-approved"), path, "an approval that belongs to people");
    require(!text.contains(":latest"), path, "an image without a version");
    if (path.endsWith(".yaml")) {
      var findings = new Diagnostics();
      YamlReader.read(new SourceFile(path, text), findings)
          .forEach(document -> PlainSecrets.report(document, findings));
      require(findings.sorted().isEmpty(), path, "no clean YAML: " + findings.sorted());
    }
  }

  private void require(boolean holds, String path, String what) {
    if (!holds) {
      violations.add(path + ": " + what);
    }
  }

  private static boolean isObject(String path) {
    return !path.endsWith("/values.yaml") && !path.contains("/airflow/dags/");
  }

  private static Map<String, Object> tree(Document document) {
    return document instanceof Document.Tree tree ? Printed.plain(tree.tree()) : Map.of();
  }

  private static Map<String, Object> metadata(Map<String, Object> object) {
    return map(object.getOrDefault("metadata", Map.of()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
