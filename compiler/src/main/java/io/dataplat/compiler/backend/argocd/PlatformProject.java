package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.argocd.AppProject.Destination;
import io.dataplat.compiler.backend.argocd.AppProject.GroupKind;
import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.backend.resource.Wave;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The project of the components. Charts choose their own kinds, so it is bound by namespaces and by
 * the kinds that reach beyond them.
 */
final class PlatformProject {

  private static final List<GroupKind> CLUSTER_KINDS =
      List.of(
          new GroupKind("", "Namespace"),
          new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
          new GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
          new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
          new GroupKind("rbac.authorization.k8s.io", "ClusterRole"),
          new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding"));

  private final DeploymentPlan plan;

  PlatformProject(DeploymentPlan plan) {
    this.plan = plan;
  }

  Map<String, Object> project() {
    var labels = ArgoCd.labels(plan, "platform", Optional.of("platform"));
    return CanonicalTree.of(
        new AppProject(
            ArgoCd.metadata(Names.joined(plan.environment(), "platform"), labels, plan.source())
                .in(Wave.SUPPORT)
                .syncedWith(ArgoCd.CONFIRM),
            new AppProject.Spec(
                repositories(),
                namespaces().stream()
                    .map(namespace -> new Destination(plan.clusterServer(), namespace))
                    .toList(),
                CLUSTER_KINDS,
                List.of(new GroupKind("*", "*")))));
  }

  private List<Sourced<String>> repositories() {
    var byAddress = new LinkedHashMap<String, Sourced<String>>();
    byAddress.put(plan.delivery().repository().value(), plan.delivery().repository());
    for (ComponentPlan component : plan.components()) {
      var chart = component.component().chartRepository();
      byAddress.putIfAbsent(chart.value(), chart);
    }
    return new ArrayList<>(byAddress.values());
  }

  /** The Spark operator's chart binds its controller in each namespace that it watches. */
  private Set<String> namespaces() {
    var namespaces = new TreeSet<String>();
    for (ComponentPlan component : plan.components()) {
      namespaces.add(Names.object(component.component().namespace().value()));
      if (component.component().type() == Component.Type.SPARK_OPERATOR) {
        plan.domains().stream().map(DomainPlan::namespace).forEach(namespaces::add);
      }
    }
    return namespaces;
  }
}
