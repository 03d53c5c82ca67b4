package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.argocd.AppProject.Destination;
import io.dataplat.compiler.backend.argocd.Application.Helm;
import io.dataplat.compiler.backend.argocd.Application.Source;
import io.dataplat.compiler.backend.argocd.Application.SyncPolicy;
import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a component's chart, its values and the manifests beside it reach its namespace. */
final class ComponentDelivery {

  private final DeploymentPlan plan;
  private final ComponentPlan component;
  private final String folder;

  ComponentDelivery(DeploymentPlan plan, ComponentPlan component) {
    this.plan = plan;
    this.component = component;
    this.folder = plan.outputPath() + "/components/" + component.name();
  }

  Map<String, Object> application() {
    var labels = ArgoCd.labels(plan, component.objectName(), Optional.of("platform"));
    var namespace = Names.object(component.component().namespace().value());
    return CanonicalTree.of(
        new Application(
            ArgoCd.application(
                Names.joined(plan.environment(), component.name()),
                labels,
                component.source(),
                folder),
            new Application.Spec(
                Names.joined(plan.environment(), "platform"),
                Optional.empty(),
                List.of(chart(), values()),
                new Destination(plan.clusterServer(), namespace),
                SyncPolicy.with(
                    "CreateNamespace=true",
                    "ServerSideApply=true",
                    "FailOnSharedResource=true",
                    "ApplyOutOfSyncOnly=true"))));
  }

  private Source chart() {
    Component from = component.component();
    var values = "$values/" + folder + "/values.yaml";
    return Source.chart(
        from.chartRepository(),
        from.chartName(),
        from.chartVersion(),
        new Helm(component.objectName(), List.of(values), false));
  }

  private Source values() {
    var manifests =
        component.component().type() == Component.Type.AIRFLOW
            ? Optional.of(folder + "/manifests")
            : Optional.<String>empty();
    return Source.values(plan.delivery().repository(), plan.delivery().revision(), manifests);
  }
}
