package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.DomainPlan.SecretPlan;
import java.util.List;
import java.util.Map;

/** The fields of the External Secrets operator's ExternalSecret that dataplat writes. */
record ExternalSecret(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  /** Copies a secret of the environment's store; without named properties, all of them. */
  static ExternalSecret of(ObjectMetadata metadata, SecretPlan plan) {
    var key = plan.secret().remoteKey();
    var properties = plan.secret().properties();
    return new ExternalSecret(
        "external-secrets.io/v1",
        "ExternalSecret",
        metadata.tree(),
        new Spec(
            "1h0m0s",
            new StoreReference("ClusterSecretStore", plan.store()),
            new Target(plan.objectName(), "Owner", "Retain"),
            properties.stream()
                .map(property -> new Entry(property, new RemoteReference(key, property)))
                .toList(),
            properties.isEmpty() ? List.of(new Whole(new RemoteKey(key))) : List.of()));
  }

  record Spec(
      String refreshInterval,
      StoreReference secretStoreRef,
      Target target,
      List<Entry> data,
      List<Whole> dataFrom) {}

  record StoreReference(String kind, Sourced<String> name) {}

  record Target(String name, String creationPolicy, String deletionPolicy) {}

  record Entry(Sourced<String> secretKey, RemoteReference remoteRef) {}

  record RemoteReference(Sourced<String> key, Sourced<String> property) {}

  record Whole(RemoteKey extract) {}

  record RemoteKey(Sourced<String> key) {}
}
