package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.argocd.AppProject.Destination;
import io.dataplat.compiler.backend.argocd.AppProject.GroupKind;
import io.dataplat.compiler.backend.argocd.Application.Source;
import io.dataplat.compiler.backend.argocd.Application.SyncPolicy;
import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.Wave;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the objects of a domain reach its namespace, and nothing else does. */
final class DomainDelivery {

  /**
   * All kinds that a domain may have, not only those that it has now: Argo CD prunes an object only
   * while its kind is allowed, and one refused prune fails the whole sync.
   */
  private static final List<GroupKind> KINDS =
      List.of(
          new GroupKind("", "LimitRange"),
          new GroupKind("", "ResourceQuota"),
          new GroupKind("", "ServiceAccount"),
          new GroupKind("external-secrets.io", "ExternalSecret"),
          new GroupKind("monitoring.coreos.com", "PodMonitor"),
          new GroupKind("monitoring.coreos.com", "PrometheusRule"),
          new GroupKind("networking.k8s.io", "NetworkPolicy"),
          new GroupKind("rbac.authorization.k8s.io", "Role"),
          new GroupKind("rbac.authorization.k8s.io", "RoleBinding"),
          new GroupKind("sparkoperator.k8s.io", "SparkApplication"));

  private final DeploymentPlan plan;
  private final DomainPlan domain;
  private final String name;

  DomainDelivery(DeploymentPlan plan, DomainPlan domain) {
    this.plan = plan;
    this.domain = domain;
    this.name = Names.joined(plan.environment(), domain.name());
  }

  Map<String, Object> project() {
    return CanonicalTree.of(
        new AppProject(
            ArgoCd.metadata(name, domain.labels(), domain.source())
                .in(Wave.SUPPORT)
                .syncedWith(ArgoCd.CONFIRM),
            new AppProject.Spec(
                List.of(plan.delivery().repository()),
                List.of(destination()),
                List.of(new GroupKind("", "Namespace")),
                KINDS)));
  }

  Map<String, Object> application() {
    var folder = plan.outputPath() + "/" + domain.name();
    return CanonicalTree.of(
        new Application(
            ArgoCd.application(name, domain.labels(), domain.source(), folder),
            new Application.Spec(
                name,
                Optional.of(
                    Source.tree(plan.delivery().repository(), plan.delivery().revision(), folder)),
                List.of(),
                destination(),
                SyncPolicy.with(
                    "ServerSideApply=true",
                    "FailOnSharedResource=true",
                    "ApplyOutOfSyncOnly=true"))));
  }

  private Destination destination() {
    return new Destination(plan.clusterServer(), domain.namespace());
  }
}
