package io.dataplat.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.argocd.ArgoCdBackend;
import io.dataplat.compiler.backend.helm.HelmBackend;
import io.dataplat.compiler.backend.kubernetes.KubernetesBackend;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules of the generated tree, over everything that the cluster's backends emit. */
class DocumentRulesTest {

  @Test
  void allDocumentsKeepTheRules() {
    assertThat(DocumentRules.violations(emit(plan()))).isEmpty();
  }

  @Test
  void hostileTextsStayTexts() {
    for (var text :
        List.of("\": [", "{{ x }}", "'\n- kind: Secret", "# no", "null", "\\\"${x}", "-")) {
      assertThat(DocumentRules.violations(emit(hostile(text)))).as(text).isEmpty();
    }
  }

  @Test
  void theRulesSeeWhatBreaksThem() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "Bad_Name");
    metadata.put("labels", Map.of());
    metadata.put("annotations", Map.of("argocd.argoproj.io/sync-wave", "10"));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "v1");
    object.put("kind", "Secret");
    object.put("metadata", metadata);
    object.put("spec", Map.of("podSelector", Map.of("matchLabels", Map.of("app", "x"))));
    var broken = new Document.Tree("generated/e2e/x/secret-x.yaml", "x.yaml", List.of(), object);
    assertThat(DocumentRules.violations(List.of(broken)))
        .extracting(violation -> violation.substring(violation.indexOf(": ") + 2))
        .containsExactly(
            "misnamed",
            "a name that not all kinds take",
            "a Secret",
            "a late wave",
            "an empty labels",
            "another selector {app=x}");
  }

  @Test
  void aProjectAllowsWhatItsDomainUsesAndItsOneNamespace() {
    var used = new LinkedHashSet<String>();
    var documents = emit(plan());
    for (var document : documents) {
      if (document.path().startsWith("generated/e2e/retail/")) {
        var object = ((Document.Tree) document).tree();
        used.add(String.valueOf(object.get("kind")));
      }
    }
    var project = printed(documents, "appproject-e2e--retail");
    var allowed = new LinkedHashSet<String>();
    var kinds =
        Pattern.compile("kind: (\\w+)").matcher(project.substring(project.indexOf("spec:")));
    while (kinds.find()) {
      allowed.add(kinds.group(1));
    }
    assertThat(allowed).isEqualTo(used);
    assertThat(project).containsOnlyOnce("namespace: data-retail");
  }

  @Test
  void eachConnectionIsReachableAndNothingElse() {
    var policy = printed(emit(plan()), "networkpolicy-orders-daily");
    Set<String> ports = new LinkedHashSet<>();
    var found = Pattern.compile("port: (\\d+)").matcher(policy);
    while (found.find()) {
      ports.add(found.group(1));
    }
    assertThat(ports).containsExactly("53", "443", "8181");
  }

  private static String printed(List<Document> documents, String name) {
    return documents.stream()
        .filter(document -> document.path().contains("/" + name + ".yaml"))
        .map(Printed::text)
        .findFirst()
        .orElseThrow();
  }

  private static DeploymentPlan plan() {
    var batch =
        PipelinePlans.batch("orders_daily", "build")
            .egressTo("lakehouse", "catalog", 8181)
            .egressTo("landing", "", 443)
            .withSecret("pii_salt")
            .withSlo("retail.orders", 30, "99.5", Duration.ofDays(30))
            .plan();
    var stream = PipelinePlans.streaming("orders_live", "land").plan();
    return new DeploymentPlans()
        .with(batch)
        .with(stream)
        .with(ComponentPlans.airflow())
        .with(ComponentPlans.sparkOperator())
        .withSecret("pii_salt", "data/pii", "salt")
        .plan();
  }

  private static DeploymentPlan hostile(String text) {
    var stream =
        PipelinePlans.streaming("orders_live", "land")
            .withSparkConf("spark." + text, text)
            .withSlo("retail.orders", 30, "99", Duration.ofDays(30), text)
            .plan();
    return new DeploymentPlans()
        .with(stream)
        .ownedBy(text)
        .inRepository(text)
        .withSecret("pii_salt", text, text)
        .plan();
  }

  private static List<Document> emit(DeploymentPlan plan) {
    List<Document> documents = new ArrayList<>();
    for (var backend : List.of(new KubernetesBackend(), new ArgoCdBackend(), new HelmBackend())) {
      documents.addAll(backend.emit(plan));
    }
    return documents;
  }
}
