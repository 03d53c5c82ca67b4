package io.dataplat.compiler.backend.argocd;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.ComponentPlans;
import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.PipelinePlans;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.util.List;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.Test;

/** What a reviewer sees of the way from git to the cluster. */
class ArgoCdBackendTest {

  @Test
  void theRootMayMakeProjectsAndApplicationsOnly() {
    verify(matching("argocd/e2e", new DeploymentPlans().plan()));
  }

  @Test
  void aDomainMayFillItsNamespaceOnly() {
    var stream = PipelinePlans.streaming("orders_live", "land").plan();
    verify(matching("e2e--retail", new DeploymentPlans().with(stream).plan()));
  }

  @Test
  void aComponentIsAChartWithValuesFromTheRepository() {
    var plan =
        new DeploymentPlans()
            .with(ComponentPlans.airflow())
            .with(ComponentPlans.sparkOperator())
            .plan();
    verify(
        emit(plan).stream()
            .filter(d -> d.path().startsWith("generated") && !d.path().contains("retail"))
            .toList());
  }

  @Test
  void aDomainMayStillPruneTheLastOfAKind() {
    var without = matching("appproject-e2e--retail", new DeploymentPlans().plan());
    var stream = PipelinePlans.streaming("orders_live", "land").plan();
    var with = matching("appproject-e2e--retail", new DeploymentPlans().with(stream).plan());
    assertThat(without).isEqualTo(with);
  }

  private static List<Document> matching(String part, DeploymentPlan plan) {
    return emit(plan).stream().filter(document -> document.path().contains(part)).toList();
  }

  private static List<Document> emit(DeploymentPlan plan) {
    return new ArgoCdBackend().emit(plan);
  }

  private static void verify(List<Document> documents) {
    Approvals.verify(Printed.all(documents));
  }
}
