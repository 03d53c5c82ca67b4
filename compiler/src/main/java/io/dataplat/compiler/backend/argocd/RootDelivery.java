package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.DocumentPrinter;
import io.dataplat.compiler.backend.argocd.AppProject.Destination;
import io.dataplat.compiler.backend.argocd.AppProject.GroupKind;
import io.dataplat.compiler.backend.argocd.Application.Source;
import io.dataplat.compiler.backend.argocd.Application.SyncPolicy;
import io.dataplat.compiler.backend.resource.CanonicalTree;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.yaml.YamlWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one file that a cluster is given by hand, a project and an Application in it: the root may
 * make projects and Applications, nothing else. It has no finalizer, so that deleting it deletes
 * nothing else.
 */
final class RootDelivery {

  private final DeploymentPlan plan;
  private final String environment;

  RootDelivery(DeploymentPlan plan) {
    this.plan = plan;
    this.environment = ArgoCd.environment(plan);
  }

  Document document() {
    var objects = List.of(CanonicalTree.of(project()), CanonicalTree.of(application()));
    return new Document.Text(
        "argocd/" + plan.environment() + ".yaml",
        plan.source(),
        DocumentPrinter.HEADER + YamlWriter.documents(objects),
        Map.of());
  }

  private AppProject project() {
    return new AppProject(
        ArgoCd.metadata(environment + "--root", labels(), plan.source()),
        new AppProject.Spec(
            List.of(plan.delivery().repository()),
            List.of(new Destination(ArgoCd.OWN_CLUSTER, ArgoCd.NAMESPACE)),
            List.of(),
            List.of(
                new GroupKind("argoproj.io", "AppProject"),
                new GroupKind("argoproj.io", "Application"))));
  }

  private Application application() {
    var folder = plan.outputPath() + "/argocd";
    return new Application(
        ArgoCd.lookingAt(folder, ArgoCd.metadata(environment, labels(), plan.source())),
        new Application.Spec(
            environment + "--root",
            Optional.of(
                Source.folder(plan.delivery().repository(), plan.delivery().revision(), folder)),
            List.of(),
            new Destination(ArgoCd.OWN_CLUSTER, ArgoCd.NAMESPACE),
            SyncPolicy.with("ServerSideApply=true", "FailOnSharedResource=true")));
  }

  private Map<String, String> labels() {
    return ArgoCd.labels(plan, environment, Optional.empty());
  }
}
