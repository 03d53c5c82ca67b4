package io.dataplat.compiler.backend.helm;

import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import java.util.List;

/**
 * Values of the chart spark-operator 2.5.2 that differ from its defaults.
 *
 * <p>The webhook, without which drivers outlive their applications, is on by default.
 */
record SparkOperatorValues(Controller controller, Prometheus prometheus, Spark spark) {

  static SparkOperatorValues of(DeploymentPlan plan) {
    return new SparkOperatorValues(
        // One Service less for each application.
        new Controller(new Enable(false)),
        new Prometheus(new Create(true)),
        new Spark(
            plan.domains().stream().map(DomainPlan::namespace).sorted().toList(),
            new Create(false),
            new Create(false)));
  }

  record Controller(Enable uiService) {}

  record Prometheus(Create podMonitor) {}

  record Spark(List<String> jobNamespaces, Create rbac, Create serviceAccount) {}

  record Enable(boolean enable) {}

  record Create(boolean create) {}
}
