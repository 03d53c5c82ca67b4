package io.dataplat.compiler.model;

import java.util.List;

/** The repository as one environment sees it, every reference resolved to an object. */
public record Platform(
    Environment environment,
    List<Domain> domains,
    List<Connection> connections,
    List<Component> components,
    List<PipelineTest> tests) {
  public Platform {
    domains = List.copyOf(domains);
    connections = List.copyOf(connections);
    components = List.copyOf(components);
    tests = List.copyOf(tests);
  }
}
