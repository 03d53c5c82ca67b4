package io.dataplat.compiler.backend.kubernetes;

import static java.util.Map.entry;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.backend.resource.Shape;
import io.dataplat.compiler.plan.EgressPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who may talk to whom in a domain's namespace; every peer is named, none is left empty. */
final class NetworkPolicies {

  private static final String PIPELINE = "dataplat.io/pipeline";
  private static final String ROLE = "dataplat.io/role";
  private static final int DNS_PORT = 53;
  private static final int SPARK_UI_PORT = 4040;

  private static final Shape DENY_ALL =
      Shape.of(
          new NetworkPolicyBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .withNewPodSelector()
              .endPodSelector()
              .withPolicyTypes("Ingress", "Egress")
              .endSpec()
              .build());

  // The API server is no Pod, and behind its Service it listens on either port.
  private static final Shape DRIVERS =
      Shape.of(
          new NetworkPolicyBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .withNewPodSelector()
              .addToMatchLabels(ROLE, "driver")
              .endPodSelector()
              .withPolicyTypes("Ingress", "Egress")
              .addNewIngress()
              .withFrom(inNamespace(Shape.hole("monitoring")))
              .withPorts(port("TCP", SPARK_UI_PORT))
              .endIngress()
              .addNewEgress()
              .withTo(anywhere())
              .withPorts(port("TCP", 443), port("TCP", 6443))
              .endEgress()
              .endSpec()
              .build());

  private static final Shape PIPELINE_POLICY =
      Shape.of(
          new NetworkPolicyBuilder()
              .withMetadata(Shape.METADATA)
              .withNewSpec()
              .withNewPodSelector()
              .addToMatchLabels(PIPELINE, Shape.hole("pipeline"))
              .endPodSelector()
              .withPolicyTypes("Ingress", "Egress")
              .addNewIngress()
              .withFrom(samePipeline())
              .endIngress()
              .addNewEgress()
              .withTo(samePipeline())
              .endEgress()
              .addNewEgress()
              .withTo(inNamespace("kube-system"))
              .withPorts(port("TCP", DNS_PORT), port("UDP", DNS_PORT))
              .endEgress()
              .addNewEgress()
              .addToAdditionalProperties(Shape.HOLE, "connections")
              .endEgress()
              .endSpec()
              .build());

  private static final Shape TO_NAMESPACE =
      Shape.of(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(inNamespace(Shape.hole("namespace")))
              .withPorts(new NetworkPolicyPort(null, new IntOrString(Shape.hole("port")), "TCP"))
              .build());

  private static final Shape TO_OUTSIDE =
      Shape.of(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(anywhere())
              .withPorts(new NetworkPolicyPort(null, new IntOrString(Shape.hole("port")), "TCP"))
              .build());

  private static final Shape TO_ADDRESS =
      Shape.of(
          new NetworkPolicyEgressRuleBuilder()
              .withTo(block(Shape.hole("block")))
              .withPorts(new NetworkPolicyPort(null, new IntOrString(Shape.hole("port")), "TCP"))
              .build());

  private NetworkPolicies() {}

  static Map<String, Object> denyAll(ObjectMetadata metadata) {
    return DENY_ALL.filled(metadata);
  }

  /** Opens the API server to all drivers of the namespace, and their metrics to the scraper. */
  static Map<String, Object> drivers(ObjectMetadata metadata, String monitoringNamespace) {
    return DRIVERS.filled(metadata, entry("monitoring", monitoringNamespace));
  }

  /** Opens a pipeline's Pods to each other, to name resolution and to its connections. */
  static Map<String, Object> pipeline(ObjectMetadata metadata, PipelinePlan pipeline) {
    return PIPELINE_POLICY.filled(
        metadata,
        entry("pipeline", pipeline.objectName()),
        entry("connections", connections(pipeline)));
  }

  /** Two connections to one place need one rule, and a rule does not say which connection. */
  private static List<Map<String, Object>> connections(PipelinePlan pipeline) {
    Set<Peer> peers = new TreeSet<>();
    pipeline.egress().forEach(egress -> peers.add(Peer.of(egress)));
    return peers.stream().map(NetworkPolicies::rule).toList();
  }

  private static Map<String, Object> rule(Peer peer) {
    if (!peer.address().isEmpty()) {
      return TO_ADDRESS.filled(entry("block", peer.address() + "/32"), entry("port", peer.port()));
    }
    return peer.namespace().isEmpty()
        ? TO_OUTSIDE.filled(entry("port", peer.port()))
        : TO_NAMESPACE.filled(entry("namespace", peer.namespace()), entry("port", peer.port()));
  }

  private static NetworkPolicyPeer samePipeline() {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .addToMatchLabels(PIPELINE, Shape.hole("pipeline"))
        .endPodSelector()
        .build();
  }

  private static NetworkPolicyPeer inNamespace(String namespace) {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
        .endNamespaceSelector()
        .build();
  }

  private static List<NetworkPolicyPeer> anywhere() {
    return List.of(block("0.0.0.0/0"), block("::/0"));
  }

  private static NetworkPolicyPeer block(String addresses) {
    return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(addresses).endIpBlock().build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPort(null, new IntOrString(port), protocol);
  }

  /**
   * Where a rule leads; an empty namespace is outside of the cluster, an empty address anywhere.
   */
  private record Peer(String namespace, String address, int port) implements Comparable<Peer> {

    private static final Comparator<Peer> ORDER =
        Comparator.comparing(Peer::namespace)
            .thenComparing(Peer::address)
            .thenComparingInt(Peer::port);

    static Peer of(EgressPlan egress) {
      return new Peer(egress.namespace().orElse(""), egress.address().orElse(""), egress.port());
    }

    @Override
    public int compareTo(Peer other) {
      return ORDER.compare(this, other);
    }
  }
}
