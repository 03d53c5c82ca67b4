package io.dataplat.compiler.backend.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.backend.ComponentPlans;
import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.plan.ComponentPlan;
import java.util.List;
import org.approvaltests.Approvals;
import org.junit.jupiter.api.Test;

/** What the charts are told, and what is installed beside them. */
class HelmBackendTest {

  @Test
  void airflowRunsTheDagsOfTheEnvironmentAndKnowsItsPools() {
    Approvals.verify(Printed.all(emit(ComponentPlans.airflow())));
  }

  @Test
  void theSparkOperatorWatchesTheNamespacesOfAllDomains() {
    Approvals.verify(Printed.all(emit(ComponentPlans.sparkOperator())));
  }

  @Test
  void celeryWorkersRunUnderTheAccountThatTheDomainsBind() {
    var values = valuesOf(ComponentPlans.airflow("{executor: CeleryExecutor}", ""));
    assertThat(values)
        .contains("workers:\n  celery:\n    serviceAccount:\n      create: true\n")
        .contains("name: airflow-worker")
        .contains("brokerUrlSecretName: airflow-broker-url");
  }

  @Test
  void theLocalExecutorRunsTasksAsTheScheduler() {
    var values = valuesOf(ComponentPlans.airflow("{executor: LocalExecutor}", ""));
    assertThat(values)
        .contains("scheduler:\n  serviceAccount:\n    name: airflow-worker\n")
        .doesNotContain("workers:");
  }

  @Test
  void statedValuesLieOverTheNeededOnes() {
    var values =
        valuesOf(
            ComponentPlans.airflow(
                "", "{scheduler: {replicas: 2}, data: {metadataSecretName: our-database}}"));
    assertThat(values)
        .contains("data:\n  metadataSecretName: our-database\n")
        .contains("scheduler:\n  replicas: 2\n");
  }

  @Test
  void poolsAreImportedWithTheImageAndTheDatabaseThatTheChartUses() {
    var component =
        ComponentPlans.airflow(
            "",
            "{images: {airflow: {repository: registry.example.org/airflow, tag: 3.3.2-git}},"
                + " data: {metadataSecretName: our-database}}");
    assertThat(Printed.all(emit(component)))
        .contains("image: registry.example.org/airflow:3.3.2-git")
        .contains("secretKeyRef:\n              name: our-database\n");
  }

  private static String valuesOf(ComponentPlan component) {
    return Printed.text(emit(component).get(0));
  }

  private static List<Document> emit(ComponentPlan component) {
    return new HelmBackend().emit(new DeploymentPlans().with(component).plan());
  }
}
