package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import java.util.List;
import java.util.Map;

/** The fields of the Prometheus operator's PodMonitor that dataplat writes, in print order. */
record PodMonitor(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  /** Scrapes each driver at a port that Spark itself declares. */
  static PodMonitor ofDrivers(ObjectMetadata metadata) {
    return new PodMonitor(
        "monitoring.coreos.com/v1",
        "PodMonitor",
        metadata.tree(),
        new Spec(
            new Selector(Map.of("dataplat.io/role", "driver")),
            List.of(new Endpoint("spark-ui", "/metrics/prometheus"))));
  }

  record Spec(Selector selector, List<Endpoint> podMetricsEndpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path) {}
}
