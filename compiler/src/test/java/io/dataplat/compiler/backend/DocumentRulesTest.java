package io.dataplat.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.airflow.AirflowBackend;
import io.dataplat.compiler.backend.argocd.ArgoCdBackend;
import io.dataplat.compiler.backend.helm.HelmBackend;
import io.dataplat.compiler.backend.kubernetes.KubernetesBackend;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    assertThat(
            broken(
                """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: Bad_Name
                  labels: {}
                  annotations:
                    argocd.argoproj.io/sync-wave: "10"
                    argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm,PruneLast=true
                    argocd.argoproj.io/deletion-approved: "2026-01-01T00:00:00Z"
                data: null
                """))
        .containsExactly(
            "a name that not all kinds take",
            "a Secret",
            "misnamed",
            "a late wave",
            "confirmation",
            "a deletion",
            "an empty labels",
            "nothing at data",
            "an approval that belongs to people",
            "a wave behind the last");
    assertThat(broken("a: 1\n---\nb: 2\n"))
        .contains("no object", "a name that not all kinds take", "misnamed");
    assertThat(broken("password=hunter2")).anyMatch(text -> text.startsWith("no clean YAML"));
    assertThat(
            broken(
                """
                apiVersion: sparkoperator.k8s.io/v1beta2
                kind: SparkApplication
                metadata:
                  name: %s
                  annotations: {argocd.argoproj.io/sync-wave: 0}
                spec:
                  image: jobs:latest
                  driver: {template: {metadata: {annotations: {dataplat.io/plan: "{{ x }}"}}}}
                  containers: [{image: jobs}, {image: "host:5000/jobs:1"}, {image: "jobs@sha256:12"}]
                """
                    .formatted("a".repeat(48))))
        .containsExactly(
            "a name for no driver",
            "Jinja in a plan",
            "misnamed",
            "a late wave",
            "confirmation",
            "an image without a version",
            "an image without a version",
            "an image without a version");
  }

  @Test
  void theRulesSeeReferencesThatLeadNowhere() {
    var documents = new ArrayList<>(emit(plan()));
    assertThat(AccessRules.violations(documents)).isEmpty();
    documents.removeIf(document -> document.path().endsWith("serviceaccount-orders-daily.yaml"));
    documents.removeIf(document -> document.path().endsWith("role-airflow-worker.yaml"));
    documents.removeIf(document -> document.path().endsWith("components/airflow/values.yaml"));
    documents.add(text("generated/e2e/components/airflow/values.yaml", "{workers: {}}"));
    documents.removeIf(document -> document.path().endsWith("--land.yaml"));
    documents.add(
        text(
            "generated/e2e/retail/podmonitor-x.yaml",
            """
            kind: PodMonitor
            metadata: {namespace: data-retail}
            spec: {selector: {matchLabels: {app: x}, matchExpressions: [{key: y, operator: Exists}]}}
            """));
    assertThat(AccessRules.violations(documents))
        .containsExactlyInAnyOrder(
            "generated/e2e/retail/rolebinding-airflow-worker.yaml: a Role that does not exist:"
                + " data-retail/airflow-worker",
            "generated/e2e/retail/rolebinding-airflow-worker.yaml: an account that does not exist:"
                + " airflow/airflow-worker",
            "generated/e2e/retail/orders_daily/rolebinding-orders-daily.yaml: an account that does"
                + " not exist: data-retail/orders-daily",
            "generated/e2e/airflow/dags/retail/orders_daily/build.yaml: an account that does not"
                + " exist: data-retail/orders-daily",
            "generated/e2e/retail/orders_live/networkpolicy-orders-live.yaml: a selector of no Pod"
                + " {\"matchLabels\":{\"dataplat.io/pipeline\":\"orders-live\"}}",
            "generated/e2e/retail/orders_live/networkpolicy-orders-live.yaml: a selector of no Pod"
                + " {\"matchLabels\":{\"dataplat.io/pipeline\":\"orders-live\"}}",
            "generated/e2e/retail/orders_live/networkpolicy-orders-live.yaml: a selector of no Pod"
                + " {\"matchLabels\":{\"dataplat.io/pipeline\":\"orders-live\"}}",
            "generated/e2e/retail/podmonitor-x.yaml: another selector"
                + " {\"matchLabels\":{\"app\":\"x\"},\"matchExpressions\":[{\"key\":\"y\",\"operator\":\"Exists\"}]}",
            "generated/e2e/retail/podmonitor-x.yaml: a selector of no Pod"
                + " {\"matchLabels\":{\"app\":\"x\"},\"matchExpressions\":[{\"key\":\"y\",\"operator\":\"Exists\"}]}");
  }

  @Test
  void theRulesSeeWhatNoProjectAllows() {
    var documents = new ArrayList<>(emit(plan()));
    assertThat(DeliveryRules.violations(documents)).isEmpty();
    assertThat(DeliveryRules.allowedInVain(documents)).isEmpty();
    documents.add(
        text(
            "generated/e2e/retail/configmap-x.yaml",
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: data-other}}"));
    documents.add(text("generated/e2e/nowhere/x.yaml", "{kind: X}"));
    documents.add(
        text(
            "generated/e2e/argocd/application-x.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: x, namespace: argocd}
            spec: {project: e2e--retail, source: {path: generated/e2e/x}}
            """));
    documents.removeIf(document -> document.path().contains("externalsecret-"));
    assertThat(DeliveryRules.violations(documents))
        .containsExactlyInAnyOrder(
            "generated/e2e/retail/configmap-x.yaml: a kind of another project",
            "generated/e2e/retail/configmap-x.yaml: a namespace of another project",
            "generated/e2e/argocd/application-e2e--retail.yaml: other namespaces than its project",
            "generated/e2e/argocd/application-x.yaml: of other paths than it delivers",
            "generated/e2e/nowhere/x.yaml: no Application's");
    assertThat(DeliveryRules.allowedInVain(documents))
        .containsExactly("external-secrets.io/ExternalSecret");
  }

  @Test
  void theRulesSeeWhatIsClaimedTwice() {
    var documents = new ArrayList<>(emit(plan()));
    assertThat(ClaimRules.violations(documents)).isEmpty();
    var again =
        documents.stream()
            .filter(document -> document.path().endsWith("sparkapplication-orders-live--land.yaml"))
            .findFirst()
            .orElseThrow();
    documents.add(text("generated/e2e/retail/again/x.yaml", Printed.text(again)));
    documents.add(text("generated/e2e/Retail/role-spark-driver.yaml", ""));
    assertThat(ClaimRules.violations(documents))
        .containsExactlyInAnyOrder(
            "path generated/e2e/retail/role-spark-driver.yaml:"
                + " generated/e2e/retail/role-spark-driver.yaml for pipelines/retail/domain.yaml and"
                + " generated/e2e/Retail/role-spark-driver.yaml for x.yaml",
            "https://kubernetes.default.svc sparkoperator.k8s.io SparkApplication data-retail"
                + " orders-live--land:"
                + " generated/e2e/retail/orders_live/sparkapplication-orders-live--land.yaml"
                + " SparkApplication and generated/e2e/retail/again/x.yaml SparkApplication");
  }

  private static List<String> broken(String text) {
    return DocumentRules.violations(List.of(text("generated/e2e/x/x.yaml", text))).stream()
        .map(violation -> violation.substring(violation.indexOf(": ") + 2))
        .toList();
  }

  private static Document text(String path, String text) {
    return new Document.Text(path, "x.yaml", text, Map.of());
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
    var backends =
        List.of(
            new KubernetesBackend(), new AirflowBackend(), new ArgoCdBackend(), new HelmBackend());
    backends.forEach(backend -> documents.addAll(backend.emit(plan)));
    return documents;
  }
}
