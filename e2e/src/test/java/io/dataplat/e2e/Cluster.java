package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The cluster that the test runs on, and the objects of the environment there. */
record Cluster(KubernetesClient client) implements AutoCloseable {

  static final String ENVIRONMENT = "e2e";
  private static final String LABEL = "dataplat.io/environment";

  /** Connects as {@code kubectl} would, to the context that {@code e2e/run --context} names. */
  static Cluster connect() {
    String context = System.getenv("DATAPLAT_E2E_CONTEXT");
    return new Cluster(
        new KubernetesClientBuilder().withConfig(Config.autoConfigure(context)).build());
  }

  /** Applies manifests as an administrator does who types {@code kubectl apply}. */
  void apply(String yaml) {
    var server =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("administrator")
            .withForce(true)
            .build();
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    for (HasMetadata each : client.load(new ByteArrayInputStream(text)).items()) {
      client.resource(each).patch(server);
    }
  }

  List<Application> applications() {
    return argocd("Application").stream().map(Application::new).toList();
  }

  /** Returns the environment's objects of one of Argo CD's kinds. */
  List<GenericKubernetesResource> argocd(String kind) {
    return client
        .genericKubernetesResources("argoproj.io/v1alpha1", kind)
        .inNamespace(ArgoCd.NAMESPACE)
        .withLabel(LABEL, ENVIRONMENT)
        .list()
        .getItems();
  }

  /** Returns the environment's objects of a custom kind in all namespaces. */
  List<GenericKubernetesResource> everywhere(String apiVersion, String kind) {
    return client
        .genericKubernetesResources(apiVersion, kind)
        .inAnyNamespace()
        .withLabel(LABEL, ENVIRONMENT)
        .list()
        .getItems();
  }

  /** Returns the namespaces of the environment's domains. */
  List<String> namespaces() {
    return client.namespaces().withLabel(LABEL, ENVIRONMENT).list().getItems().stream()
        .map(namespace -> namespace.getMetadata().getName())
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
