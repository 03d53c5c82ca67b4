package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Optional;

/** A named system that holds data, bound to its place in the environment. */
public record Connection(
    String name, SourceSpan span, String file, Type type, Place place, Credentials credentials) {

  /** What kind of datasets can live in a connection. */
  public enum Type {
    CATALOG,
    OBJECT_STORE,
    KAFKA,
    JDBC,
    KEY_VALUE
  }

  /** Where the system is. */
  public sealed interface Place {
    /** A catalog, broker or database inside the local run. */
    record Embedded() implements Place {}

    /** An Iceberg REST catalog. */
    record Rest(Sourced<String> uri, Sourced<String> warehouse) implements Place {}

    /** A folder of the machine, relative to the repository. */
    record Local(Sourced<String> path) implements Place {}

    /** A bucket with an optional path below which everything lies. */
    record S3(
        Sourced<String> bucket,
        Optional<Sourced<String>> endpoint,
        Optional<Sourced<String>> region,
        Optional<Sourced<String>> path)
        implements Place {}

    /** A bucket of Google's. */
    record Gcs(
        Sourced<String> bucket,
        Optional<Sourced<String>> project,
        Optional<Sourced<String>> path,
        Optional<Sourced<String>> endpoint)
        implements Place {}

    /**
     * A container in an account of Azure's.
     *
     * @param clientId of the identity that Pods take
     */
    record Azure(
        Sourced<String> account,
        Sourced<String> container,
        Optional<Sourced<String>> path,
        Optional<Sourced<String>> clientId,
        Optional<Sourced<String>> endpoint)
        implements Place {}

    /** A Kafka cluster. */
    record Kafka(Sourced<String> bootstrapServers, Sourced<Boolean> tls, Sourced<Integer> replicas)
        implements Place {}

    /** A server of databases, and one of them. */
    sealed interface DatabaseServer extends Place {
      Sourced<String> host();

      Sourced<Integer> port();

      Sourced<String> database();

      Sourced<Boolean> tls();
    }

    /** A database of PostgreSQL. */
    record Postgresql(
        Sourced<String> host, Sourced<Integer> port, Sourced<String> database, Sourced<Boolean> tls)
        implements DatabaseServer {}

    /** A database of MySQL or MariaDB. */
    record Mysql(
        Sourced<String> host, Sourced<Integer> port, Sourced<String> database, Sourced<Boolean> tls)
        implements DatabaseServer {}

    /** A Redis, and one of its numbered databases. */
    record Redis(
        Sourced<String> host,
        Sourced<Integer> port,
        Sourced<Integer> database,
        Sourced<Boolean> tls)
        implements Place {}
  }

  /** How a job proves who it is. */
  public sealed interface Credentials {
    /** The ServiceAccount's own cloud identity. */
    record WorkloadIdentity() implements Credentials {}

    /** A secret that is mounted into the Pods. */
    record SecretReference(Environment.Secret secret, SourceSpan span) implements Credentials {}
  }
}
