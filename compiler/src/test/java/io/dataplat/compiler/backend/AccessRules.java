package io.dataplat.compiler.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an environment's objects say of each other exists: accounts, Roles, and Pods by labels. */
public final class AccessRules {

  private static final Set<String> SELECTED = Set.of("dataplat.io/pipeline", "dataplat.io/role");
  private static final Set<String> SELECTORS = Set.of("podSelector", "selector");

  private final List<Manifest> manifests;
  private final Set<String> accounts = new LinkedHashSet<>();
  private final Set<String> roles = new LinkedHashSet<>();
  private final List<String> violations = new ArrayList<>();
  private boolean isAirflowDelivered;

  private AccessRules(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  /** Returns a sentence for each reference of an environment's documents that leads nowhere. */
  public static List<String> violations(List<? extends Document> documents) {
    var rules = new AccessRules(Manifest.of(documents));
    rules.remember(documents);
    rules.manifests.forEach(rules::check);
    return rules.violations;
  }

  private void remember(List<? extends Document> documents) {
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals("ServiceAccount")) {
        accounts.add(manifest.namespace() + "/" + manifest.name());
      }
      if (manifest.kind().equals("Role")) {
        roles.add(manifest.namespace() + "/" + manifest.name());
      }
    }
    for (Document document : documents) {
      if (document.path().endsWith("/components/airflow/values.yaml")) {
        isAirflowDelivered = true;
        airflow(Manifest.parse(Printed.text(document)).get(0));
      }
    }
  }

  /** The chart makes the account that its values name, in the namespace that it is delivered to. */
  private void airflow(JsonNode values) {
    var account = values.path("workers").path("kubernetes").path("serviceAccount");
    manifests.stream()
        .filter(manifest -> manifest.kind().equals("Application"))
        .filter(manifest -> manifest.name().endsWith("--airflow"))
        .map(manifest -> manifest.at("spec", "destination", "namespace").asText())
        .filter(namespace -> account.path("create").asBoolean())
        .forEach(namespace -> accounts.add(namespace + "/" + account.path("name").asText()));
  }

  private void check(Manifest manifest) {
    if (manifest.kind().equals("RoleBinding")) {
      var role = manifest.namespace() + "/" + manifest.at("roleRef", "name").asText();
      require(roles.contains(role), manifest, "a Role that does not exist: " + role);
      manifest.at("subjects").forEach(subject -> subject(manifest, subject));
    }
    if (manifest.kind().equals("SparkApplication")) {
      for (String role : List.of("driver", "executor")) {
        var account = manifest.at("spec", role, "serviceAccount").asText();
        account(manifest, manifest.namespace() + "/" + account);
      }
    }
    selectors(manifest, "", manifest.object());
  }

  private void subject(Manifest manifest, JsonNode subject) {
    account(manifest, subject.path("namespace").asText() + "/" + subject.path("name").asText());
  }

  private void account(Manifest manifest, String account) {
    require(
        accounts.contains(account) || isOfOthers(account),
        manifest,
        "an account that does not exist: " + account);
  }

  /** An Airflow that somebody else installs brings the account of its workers along. */
  private boolean isOfOthers(String account) {
    return !isAirflowDelivered && account.equals("airflow/airflow-worker");
  }

  private void selectors(Manifest manifest, String key, JsonNode value) {
    if (SELECTORS.contains(key)) {
      selector(manifest, value);
    }
    if (value.isObject()) {
      value.properties().forEach(entry -> selectors(manifest, entry.getKey(), entry.getValue()));
    } else {
      value.forEach(item -> selectors(manifest, "", item));
    }
  }

  private void selector(Manifest manifest, JsonNode selector) {
    var labels = selector.path("matchLabels").properties();
    require(
        labels.stream().map(Map.Entry::getKey).allMatch(SELECTED::contains)
            && selector.size() == (labels.isEmpty() ? 0 : 1),
        manifest,
        "another selector " + selector);
    var matched =
        manifests.stream()
            .filter(other -> other.namespace().equals(manifest.namespace()))
            .flatMap(Manifest::podTemplates)
            .map(template -> template.path("metadata").path("labels"))
            .anyMatch(
                pod -> labels.stream().allMatch(l -> l.getValue().equals(pod.get(l.getKey()))));
    require(matched, manifest, "a selector of no Pod " + selector);
  }

  private void require(boolean holds, Manifest manifest, String what) {
    if (!holds) {
      violations.add(manifest.path() + ": " + what);
    }
  }
}
