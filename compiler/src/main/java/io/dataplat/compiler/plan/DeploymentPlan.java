package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the backends print for one environment: each name, label, image, port, schedule
 * and limit, decided once.
 *
 * @param environment the identity of the environment
 * @param source the environment's file
 * @param outputPath the environment's folder in the delivered repository, {@code generated/prod}
 * @param monitoringNamespace the namespace that scrapes metrics
 * @param airflow who starts batch runs; absent where no Airflow component is enabled
 */
public record DeploymentPlan(
    String environment,
    String source,
    String outputPath,
    Environment.Versions versions,
    Sourced<String> clusterServer,
    Environment.Delivery delivery,
    String monitoringNamespace,
    Optional<AirflowPlan> airflow,
    List<DomainPlan> domains,
    List<ComponentPlan> components) {
  public DeploymentPlan {
    domains = List.copyOf(domains);
    components = List.copyOf(components);
  }

  /** Airflow's namespace and the account under which it creates SparkApplications. */
  public record AirflowPlan(String namespace, String workerServiceAccount) {}
}
