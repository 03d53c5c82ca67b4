package io.dataplat.compiler.backend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The NetworkPolicies of a cluster, evaluated as Kubernetes' reference defines them: a Pod that any
 * policy selects may do what one of these policies allows, any other Pod may do everything.
 */
public final class Network {

  /** One end of a connection. */
  public sealed interface End {}

  /** A Pod. */
  public record Pod(String namespace, Map<String, String> labels) implements End {
    public Pod {
      labels = Map.copyOf(labels);
    }
  }

  /** An address outside of the cluster. */
  public record Outside() implements End {}

  private final Map<String, List<Manifest>> policies;

  private Network(Map<String, List<Manifest>> policies) {
    this.policies = policies;
  }

  /** Returns the network that an environment's objects make. */
  public static Network of(List<Manifest> manifests) {
    return new Network(
        manifests.stream()
            .filter(manifest -> manifest.kind().equals("NetworkPolicy"))
            .collect(Collectors.groupingBy(Manifest::namespace)));
  }

  /** Returns a Pod of a pipeline as its template labels it. */
  public static Pod pod(Manifest application, String role) {
    var labels = new LinkedHashMap<String, String>();
    application
        .at("spec", role, "template", "metadata", "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return new Pod(application.namespace(), labels);
  }

  /** Says whether a connection is allowed where it leaves and where it arrives. */
  public boolean allows(End from, End to, String protocol, int port) {
    return allows("Egress", from, to, protocol, port)
        && allows("Ingress", to, from, protocol, port);
  }

  private boolean allows(String direction, End self, End other, String protocol, int port) {
    if (!(self instanceof Pod pod)) {
      return true;
    }
    var selecting =
        policies.getOrDefault(pod.namespace(), List.of()).stream()
            .filter(policy -> selects(policy.at("spec", "podSelector"), pod.labels()))
            .filter(policy -> concerns(policy, direction))
            .toList();
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(policy -> Manifest.items(rules(policy, direction)))
            .anyMatch(rule -> matches(rule, direction, pod, other, protocol, port));
  }

  private static boolean concerns(Manifest policy, String direction) {
    return Manifest.items(policy.at("spec", "policyTypes"))
        .anyMatch(type -> type.asText().equals(direction));
  }

  private static JsonNode rules(Manifest policy, String direction) {
    return policy.at("spec", direction.equals("Egress") ? "egress" : "ingress");
  }

  // Without peers, or without ports, a rule allows all of them.
  private static boolean matches(
      JsonNode rule, String direction, Pod self, End other, String protocol, int port) {
    var peers = rule.path(direction.equals("Egress") ? "to" : "from");
    var ports = rule.path("ports");
    return (peers.isEmpty() || Manifest.items(peers).anyMatch(peer -> matches(peer, self, other)))
        && (ports.isEmpty()
            || Manifest.items(ports)
                .anyMatch(
                    each ->
                        each.path("protocol").asText("TCP").equals(protocol)
                            && (each.path("port").isMissingNode()
                                || each.path("port").asInt() == port)));
  }

  private static boolean matches(JsonNode peer, Pod self, End other) {
    if (peer.has("ipBlock")) {
      // The addresses of Pods are nobody's to rely on, so a block means what is outside.
      return other instanceof Outside
          && List.of("0.0.0.0/0", "::/0").contains(peer.path("ipBlock").path("cidr").asText());
    }
    if (!(other instanceof Pod pod)) {
      return false;
    }
    var ofNamespace = Optional.ofNullable(peer.get("namespaceSelector"));
    var namespace = Map.of("kubernetes.io/metadata.name", pod.namespace());
    return ofNamespace
            .map(selector -> selects(selector, namespace))
            .orElse(pod.namespace().equals(self.namespace()))
        && selects(peer.path("podSelector"), pod.labels());
  }

  private static boolean selects(JsonNode selector, Map<String, String> labels) {
    if (selector.has("matchExpressions")) {
      throw new IllegalArgumentException("not evaluated: " + selector);
    }
    return selector.path("matchLabels").properties().stream()
        .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())));
  }
}
