package io.dataplat.compiler.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.model.Quota;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.Test;

/** What a reviewer sees of the Kubernetes side of a change. */
class KubernetesBackendTest {

  @Test
  void aDomainHasItsNamespaceItsBoundsAndWhatItsPipelinesShare() {
    verify(emit(new DeploymentPlans().withSecret("pii_salt", "data/pii", "salt").plan()));
  }

  @Test
  void aBatchPipelineHasAccountsAndAccessButNoApplication() {
    var pipeline =
        PipelinePlans.batch("orders_daily", "build")
            .egressTo("lakehouse", "catalog", 8181)
            .egressTo("landing", "", 443)
            .egressTo("events", "", 9093)
            .egressTo("state", "", 443);
    verify(inFolder("orders_daily", new DeploymentPlans().with(pipeline.plan()).plan()));
  }

  @Test
  void aStreamIsAnApplicationThatTheOperatorKeepsRunning() {
    var pipeline =
        PipelinePlans.streaming("orders_live", "land").withSecret("kafka_client").upTo(8);
    verify(inFolder("orders_live", new DeploymentPlans().with(pipeline.plan()).plan()));
  }

  @Test
  void aPromiseOfFreshnessBecomesAlertsOnItsBudget() {
    var pipeline =
        PipelinePlans.batch("orders_daily", "build")
            .withSlo("retail.orders", 30, "99.5", Duration.ofDays(30));
    var documents = inFolder("orders_daily", new DeploymentPlans().with(pipeline.plan()).plan());
    verify(documents.stream().filter(d -> d.path().contains("prometheusrule-")).toList());
  }

  @Test
  void aDomainWithoutBoundsHasNoQuota() {
    var none = Optional.<io.dataplat.compiler.model.Sourced<Integer>>empty();
    var unbounded = new Quota(Optional.empty(), Optional.empty(), none, none);
    assertThat(paths(emit(new DeploymentPlans().with(unbounded).plan())))
        .noneMatch(path -> path.contains("resourcequota"));
  }

  @Test
  void withoutAirflowNobodyElseMayStartApplications() {
    assertThat(paths(emit(new DeploymentPlans().withoutAirflow().plan())))
        .noneMatch(path -> path.contains("airflow-worker"));
  }

  @Test
  void anotherPipelineChangesNoFileOfItsDomainOrItsNeighbours() {
    var first = PipelinePlans.batch("orders_daily", "build").plan();
    var second = PipelinePlans.streaming("orders_live", "land").plan();
    var before = emit(new DeploymentPlans().with(first).plan());
    assertThat(emit(new DeploymentPlans().with(first).with(second).plan())).containsAll(before);
  }

  private static List<Document> inFolder(String pipeline, DeploymentPlan plan) {
    var folder = "generated/e2e/retail/" + pipeline + "/";
    return emit(plan).stream().filter(d -> d.path().startsWith(folder)).toList();
  }

  private static List<Document> emit(DeploymentPlan plan) {
    return new KubernetesBackend().emit(plan);
  }

  private static List<String> paths(List<Document> documents) {
    return documents.stream().map(Document::path).toList();
  }

  private static void verify(List<Document> documents) {
    Approvals.verify(Printed.all(documents));
  }
}
