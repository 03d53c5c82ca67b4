package io.dataplat.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** What batch runs have left in the namespaces of the domains, which is to be nothing. */
record Leftovers(Cluster cluster) {

  private static final String OF_KUBERNETES = "kube-root-ca.crt";

  /** Names what is there and belongs neither to Kubernetes nor to the stream, which runs on. */
  List<String> all() {
    List<HasMetadata> objects = new ArrayList<>();
    KubernetesClient client = cluster.client();
    for (String namespace : cluster.namespaces()) {
      objects.addAll(client.pods().inNamespace(namespace).list().getItems());
      objects.addAll(client.services().inNamespace(namespace).list().getItems());
      objects.addAll(client.configMaps().inNamespace(namespace).list().getItems());
      objects.addAll(
          client
              .genericKubernetesResources("sparkoperator.k8s.io/v1beta2", "SparkApplication")
              .inNamespace(namespace)
              .list()
              .getItems());
    }
    List<String> ofStream = ofStream(objects);
    return objects.stream()
        .filter(object -> !object.getMetadata().getName().equals(OF_KUBERNETES))
        .filter(object -> !ofStream.contains(object.getMetadata().getUid()))
        .filter(object -> ownersOf(object).stream().noneMatch(ofStream::contains))
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .toList();
  }

  /** The application of the stream, and what it owns. */
  private static List<String> ofStream(List<HasMetadata> objects) {
    List<String> uids = new ArrayList<>();
    for (HasMetadata object : objects) {
      if (object.getMetadata().getName().equals(StreamDriver.APPLICATION)) {
        uids.add(object.getMetadata().getUid());
      }
    }
    for (HasMetadata object : objects) {
      if (ownersOf(object).stream().anyMatch(uids::contains)) {
        uids.add(object.getMetadata().getUid());
      }
    }
    return uids;
  }

  private static List<String> ownersOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream().map(owner -> owner.getUid()).toList();
  }
}
