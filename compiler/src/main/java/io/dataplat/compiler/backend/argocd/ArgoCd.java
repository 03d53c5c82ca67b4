package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.Names;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What all objects for Argo CD have in common. */
final class ArgoCd {

  /** The namespace in which Argo CD reads its own objects. */
  static final String NAMESPACE = "argocd";

  /** The cluster that Argo CD runs in: its own objects live there, whatever it delivers to. */
  static final Sourced<String> OWN_CLUSTER = Sourced.builtIn("https://kubernetes.default.svc");

  static final String CONFIRM = "Prune=confirm";

  private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final String PATHS = "argocd.argoproj.io/manifest-generate-paths";

  private ArgoCd() {}

  static ObjectMetadata metadata(String name, Map<String, ?> labels, String source) {
    return ObjectMetadata.namespaced(name, NAMESPACE, labels, source);
  }

  /** An Application that takes its objects along when it goes, and looks at one folder only. */
  static ObjectMetadata application(
      String name, Map<String, ?> labels, String source, String folder) {
    return lookingAt(folder, metadata(name, labels, source))
        .syncedWith(CONFIRM)
        .finalizedBy(FINALIZER);
  }

  /** An Application that a commit elsewhere in the repository does not touch. */
  static ObjectMetadata lookingAt(String folder, ObjectMetadata application) {
    return application.annotated(PATHS, "/" + folder);
  }

  /** Labels of what belongs to the environment and to no domain. */
  static Map<String, String> labels(DeploymentPlan plan, String name, Optional<String> partOf) {
    var labels = new TreeMap<String, String>();
    labels.put("app.kubernetes.io/managed-by", "dataplat");
    labels.put("app.kubernetes.io/name", name);
    partOf.ifPresent(whole -> labels.put("app.kubernetes.io/part-of", whole));
    labels.put("dataplat.io/environment", environment(plan));
    return labels;
  }

  /** Returns the Kubernetes form of the environment's name. */
  static String environment(DeploymentPlan plan) {
    return Names.object(plan.environment());
  }
}
