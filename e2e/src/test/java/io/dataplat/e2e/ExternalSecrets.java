package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the Secrets that the manifests expect, where no External Secrets operator does.
 *
 * <p>A value is the key and the property that the ExternalSecret asks for: known to whoever makes
 * the data, secret to nobody.
 */
record ExternalSecrets(Cluster cluster) {

  private static final String API = "external-secrets.io/v1";
  private static final Map<String, Object> READY =
      Map.of("type", "Ready", "status", "True", "reason", "SecretSynced", "message", "made by e2e");

  /** Whether the cluster makes them itself. */
  static boolean areOfCluster() {
    return Optional.ofNullable(System.getenv("DATAPLAT_E2E_SECRETS")).orElse("").equals("cluster");
  }

  /** Makes what is asked for and is not there yet. */
  void make() {
    if (areOfCluster()) {
      return;
    }
    for (GenericKubernetesResource asked : cluster.everywhere(API, "ExternalSecret")) {
      if (Optional.ofNullable(asked.<Object>get("status", "conditions")).isEmpty()) {
        make(asked);
      }
    }
  }

  private void make(GenericKubernetesResource asked) {
    String namespace = asked.getMetadata().getNamespace();
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName(asked.get("spec", "target", "name"))
            .withNamespace(namespace)
            .endMetadata()
            .withStringData(values(asked))
            .build();
    cluster.client().resource(secret).serverSideApply();
    asked.setAdditionalProperty("status", Map.of("conditions", List.of(READY)));
    cluster
        .client()
        .genericKubernetesResources(API, "ExternalSecret")
        .inNamespace(namespace)
        .resource(asked)
        .updateStatus();
  }

  private static Map<String, String> values(GenericKubernetesResource asked) {
    Map<String, String> values = new TreeMap<>();
    List<Map<String, Object>> data = asked.get("spec", "data");
    for (Map<String, Object> entry : data) {
      if (entry.get("remoteRef") instanceof Map<?, ?> remote) {
        values.put(
            String.valueOf(entry.get("secretKey")),
            remote.get("key") + "#" + remote.get("property"));
      }
    }
    return values;
  }
}
