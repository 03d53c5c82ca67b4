package io.dataplat.compiler.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * No two things of a repository take one name, in whichever environments: objects on a cluster,
 * paths, DAGs and assets, tables, quarantine tables and checkpoints.
 */
public final class ClaimRules {

  private static final String OWN_CLUSTER = "https://kubernetes.default.svc";
  private static final Pattern DAG = Pattern.compile("\n    dag_id=\"([^\"]+)\"");
  private static final Pattern ASSET =
      Pattern.compile("\\b(\\w+) = Asset\\(\\s*name=\"([^\"]+)\",\\s*uri=\"([^\"]+)\"");

  private final Map<String, String> owners = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();

  private ClaimRules() {}

  /** Returns a sentence for each name that two things of a repository's documents claim. */
  public static List<String> violations(List<? extends Document> documents) {
    var rules = new ClaimRules();
    for (Document document : documents) {
      rules.claim(
          "path " + document.path().toLowerCase(Locale.ROOT),
          document.path() + " for " + document.owner());
      if (document.path().endsWith(".py")) {
        rules.dag(document);
      }
    }
    var manifests = Manifest.of(documents);
    var clusters = clusters(manifests);
    for (Manifest manifest : manifests) {
      rules.object(clusters, manifest);
      rules.namespace(manifest);
      if (manifest.kind().equals("SparkApplication")) {
        rules.plan(manifest.jobPlan());
      }
    }
    return rules.violations;
  }

  /** Returns the server that each folder is delivered to. */
  private static Map<String, String> clusters(List<Manifest> manifests) {
    Map<String, String> clusters = new TreeMap<>();
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("Application")) {
        var sources = new ArrayList<JsonNode>(List.of(manifest.at("spec", "source")));
        manifest.at("spec", "sources").forEach(sources::add);
        for (JsonNode source : sources) {
          clusters.put(
              source.path("path").asText() + "/",
              manifest.at("spec", "destination", "server").asText());
        }
      }
    }
    return clusters;
  }

  private void object(Map<String, String> clusters, Manifest manifest) {
    // What Airflow creates stands beside the other objects of its domain.
    var path = manifest.path().replace("/airflow/dags/", "/");
    var server =
        clusters.entrySet().stream()
            .filter(entry -> path.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(OWN_CLUSTER);
    claim(
        String.join(
            " ", server, manifest.group(), manifest.kind(), manifest.namespace(), manifest.name()),
        manifest.path() + " " + manifest.kind());
  }

  private void namespace(Manifest application) {
    if (application
        .at("spec", "syncPolicy", "syncOptions")
        .toString()
        .contains("CreateNamespace")) {
      var destination = application.at("spec", "destination");
      claim(
          destination.path("server").asText()
              + "  Namespace  "
              + destination.path("namespace").asText(),
          "components of " + application.environment());
    }
  }

  private void dag(Document document) {
    var text = Printed.text(document);
    var environment = document.path().split("/", -1)[1];
    var dag = DAG.matcher(text);
    if (!dag.find()) {
      violations.add(document.path() + ": no DAG");
      return;
    }
    claim(environment + " DAG " + dag.group(1), document.path());
    var asset = ASSET.matcher(text);
    while (asset.find()) {
      claim(environment + " constant " + asset.group(1), asset.group(2));
      claim(environment + " asset " + asset.group(2), asset.group(3));
      claim(environment + " asset at " + asset.group(3), asset.group(2));
    }
  }

  private void plan(JsonNode plan) {
    var identity = plan.path("identity");
    var task =
        String.join(
            ".",
            identity.path("environment").asText(),
            identity.path("domain").asText(),
            identity.path("pipeline").asText(),
            identity.path("task").asText());
    claim("task " + task, task);
    Map<String, String> places = new TreeMap<>();
    plan.path("connections")
        .forEach(c -> places.put(c.path("name").asText(), c.path("properties").toString()));
    for (JsonNode dataset : plan.path("datasets")) {
      var place = places.get(dataset.path("connection").asText());
      for (String kind : List.of("table", "topic")) {
        var name = dataset.path("location").path(kind).asText("");
        if (!name.isEmpty() && !name.equals("null")) {
          claim(kind + " " + name + " of " + place, dataset.path("id").asText());
        }
      }
    }
    var quarantine = plan.path("quarantine");
    claim(
        "table "
            + quarantine.path("table").asText()
            + " of "
            + places.get(quarantine.path("connection").asText()),
        task);
    var checkpoint = plan.path("stream").path("checkpoint").asText("");
    if (!checkpoint.isEmpty()) {
      claim("checkpoint " + checkpoint, task);
    }
    plan.path("outputs")
        .forEach(o -> claim(task + " " + o.path("ledgerKey").asText(), o.toString()));
  }

  private void claim(String what, String owner) {
    var other = owners.putIfAbsent(what, owner);
    if (other != null && !other.equals(owner)) {
      violations.add(what + ": " + other + " and " + owner);
    }
  }
}
