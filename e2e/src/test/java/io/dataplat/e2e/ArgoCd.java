package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Argo CD as people reach it: its objects, and the annotations by which they talk to it. */
record ArgoCd(KubernetesClient client) {

  static final String NAMESPACE = "argocd";
  private static final String API = "argoproj.io/v1alpha1";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  Application application(String name) {
    return new Application(resource("Application", name).require());
  }

  /** Says yes to what waits for a confirmation, as of now. */
  void approve(String application) {
    annotate(
        application,
        "argocd.argoproj.io/deletion-approved",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Does what the webhook of a git host does: Argo CD looks at the branch now. */
  void lookAtGit(String application) {
    annotate(application, "argocd.argoproj.io/refresh", "normal");
  }

  /** Ends what Argo CD does with an Application: a sync that fails is repeated for minutes. */
  void endSync(String application) {
    resource("Application", application).patch(MERGE, "{\"operation\": null}");
  }

  void delete(String kind, String name) {
    resource(kind, name).delete();
  }

  private void annotate(String application, String key, String value) {
    resource("Application", application)
        .patch(MERGE, "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}".formatted(key, value));
  }

  private Resource<GenericKubernetesResource> resource(String kind, String name) {
    return client.genericKubernetesResources(API, kind).inNamespace(NAMESPACE).withName(name);
  }
}
