package io.dataplat.compiler.backend.argocd;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.model.Sourced;
import java.util.List;
import java.util.Map;

/** The fields of Argo CD's AppProject that dataplat writes, in print order. */
record AppProject(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  AppProject(ObjectMetadata metadata, Spec spec) {
    this("argoproj.io/v1alpha1", "AppProject", metadata.tree(), spec);
  }

  record Spec(
      List<Sourced<String>> sourceRepos,
      List<Destination> destinations,
      List<GroupKind> clusterResourceWhitelist,
      List<GroupKind> namespaceResourceWhitelist) {}

  /** A namespace of a cluster. */
  record Destination(Sourced<String> server, String namespace) {}

  /** A kind of objects, whatever its version. */
  record GroupKind(String group, String kind) {}
}
