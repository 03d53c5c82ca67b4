package io.dataplat.jobplan;

import java.util.List;
import java.util.Map;

/** A place where datasets live; secrets are files, never values. */
public record Connection(
    String name,
    ConnectionType type,
    Place place,
    Map<String, String> properties,
    List<SecretFile> secrets) {
  /** Copies what the caller may still change. */
  public Connection {
    properties = Ordered.copyOf(properties);
    secrets = List.copyOf(secrets);
  }
}
