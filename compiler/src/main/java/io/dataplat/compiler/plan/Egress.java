package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Connection.Credentials;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the Pods of a pipeline may connect to: the places of its connections, nothing else. */
final class Egress {

  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final Pattern IN_CLUSTER =
      Pattern.compile(
          "[a-z0-9]([-a-z0-9.]*[a-z0-9])?\\.([a-z0-9]([-a-z0-9]*[a-z0-9])?)\\.svc(\\..*)?");

  private Egress() {}

  static List<EgressPlan> of(Environment environment, Pipeline pipeline) {
    var connections = new TreeMap<String, Connection>();
    for (Task task : pipeline.tasks()) {
      Planner.connections(environment, pipeline, task).forEach(c -> connections.put(c.name(), c));
    }
    Set<EgressPlan> egress = new LinkedHashSet<>();
    connections.values().forEach(connection -> egress.addAll(of(connection)));
    return List.copyOf(egress);
  }

  private static List<EgressPlan> of(Connection connection) {
    Place place = connection.place();
    if (place instanceof Place.Rest rest) {
      return List.of(web(connection, rest.uri().value()));
    }
    if (place instanceof Place.S3 s3) {
      return List.of(service(connection, s3.endpoint()));
    }
    if (place instanceof Place.Azure azure) {
      return List.of(service(connection, azure.endpoint()));
    }
    if (place instanceof Place.Gcs gcs) {
      List<EgressPlan> peers = new ArrayList<>(List.of(service(connection, gcs.endpoint())));
      if (connection.credentials() instanceof Credentials.WorkloadIdentity) {
        peers.addAll(metadata(connection));
      }
      return peers;
    }
    if (place instanceof Place.Kafka kafka) {
      return brokers(connection, kafka.bootstrapServers().value());
    }
    if (place instanceof Place.DatabaseServer database) {
      return List.of(peer(connection, database.host().value(), database.port().value()));
    }
    if (place instanceof Place.Redis redis) {
      return List.of(peer(connection, redis.host().value(), redis.port().value()));
    }
    return List.of();
  }

  private static EgressPlan service(Connection connection, Optional<Sourced<String>> endpoint) {
    return endpoint
        .map(given -> web(connection, given.value()))
        .orElseGet(() -> new EgressPlan(connection.name(), Optional.empty(), HTTPS));
  }

  // Who the Pod is, GKE says by its metadata server: by the second of them where the node has
  // Google's newer data plane, which asks no rule for the first.
  private static List<EgressPlan> metadata(Connection connection) {
    return List.of(
        new EgressPlan(connection.name(), Optional.empty(), Optional.of("169.254.169.252"), 988),
        new EgressPlan(connection.name(), Optional.empty(), Optional.of("169.254.169.254"), HTTP));
  }

  private static EgressPlan web(Connection connection, String text) {
    URI uri = URI.create(text);
    int usual = "http".equalsIgnoreCase(uri.getScheme()) ? HTTP : HTTPS;
    return peer(
        connection, String.valueOf(uri.getHost()), uri.getPort() < 0 ? usual : uri.getPort());
  }

  private static List<EgressPlan> brokers(Connection connection, String servers) {
    List<EgressPlan> peers = new ArrayList<>();
    for (String server : servers.split(",", -1)) {
      String address = server.strip();
      int colon = address.lastIndexOf(':');
      int port = Integer.parseInt(address.substring(colon + 1));
      peers.add(peer(connection, address.substring(0, colon), port));
    }
    return peers;
  }

  private static EgressPlan peer(Connection connection, String host, int port) {
    Matcher inCluster = IN_CLUSTER.matcher(host);
    return new EgressPlan(
        connection.name(),
        inCluster.matches() ? Optional.of(inCluster.group(2)) : Optional.empty(),
        port);
  }
}
