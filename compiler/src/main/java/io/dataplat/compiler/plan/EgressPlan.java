package io.dataplat.compiler.plan;

import java.util.Optional;

/**
 * Where a pipeline's Pods may connect to, because an input or output lives there.
 *
 * @param connection the identifier of the connection that asks for it
 * @param namespace the Kubernetes namespace of the peer; absent for a peer outside the cluster
 * @param address the one IPv4 address of a peer outside the cluster, where it has but one
 * @param port the TCP port
 */
public record EgressPlan(
    String connection, Optional<String> namespace, Optional<String> address, int port) {

  /** A peer in a namespace, or anywhere outside the cluster. */
  public EgressPlan(String connection, Optional<String> namespace, int port) {
    this(connection, namespace, Optional.empty(), port);
  }
}
