package io.dataplat.compiler.backend;

import io.dataplat.compiler.backend.airflow.AirflowBackend;
import io.dataplat.compiler.backend.argocd.ArgoCdBackend;
import io.dataplat.compiler.backend.helm.HelmBackend;
import io.dataplat.compiler.backend.kubernetes.KubernetesBackend;
import io.dataplat.compiler.backend.sparkapplication.PlanSize;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.util.List;

/** The backends, in a fixed order; none knows of another. */
public final class Backends {

  private final List<Backend> all =
      List.of(
          new KubernetesBackend(), new AirflowBackend(), new ArgoCdBackend(), new HelmBackend());

  /** Returns the documents that all backends print of a plan. */
  public List<Document> emit(DeploymentPlan plan, Diagnostics findings) {
    PlanSize.check(plan, findings);
    return all.parallelStream().flatMap(backend -> backend.emit(plan).stream()).toList();
  }
}
