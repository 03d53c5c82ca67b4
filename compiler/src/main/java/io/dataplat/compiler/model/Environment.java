package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where and how large: the place that one compilation is for. */
public record Environment(
    String name,
    SourceSpan span,
    Target target,
    Versions versions,
    Optional<Sourced<String>> clusterServer,
    Optional<Delivery> delivery,
    Naming naming,
    Optional<Sourced<String>> image,
    Map<String, TaskRuntime> sizes,
    Limits limits,
    Optional<CheckpointStore> checkpoints,
    Optional<QuarantineStore> quarantine,
    Optional<Sourced<String>> secretStore,
    Map<String, Secret> secrets,
    boolean schedulesActive) {

  /** The table that records what each run did, in the catalog of the rejected rows. */
  public static final String RUNS_TABLE = "dataplat.runs";

  /** The table that records what each epoch of a stream did. */
  public static final String EPOCHS_TABLE = "dataplat.epochs";

  public Environment {
    sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  /** Returns the namespace of a domain. */
  public String namespace(String domain) {
    return naming
        .namespace()
        .value()
        .replace("{environment}", name)
        .replace("{domain}", domain)
        .replace('_', '-');
  }

  /** Returns the table that takes the rejected rows of a task; no dataset has `__` in its name. */
  public String quarantineTable(PipelineId pipeline, String task) {
    return naming
        .table()
        .value()
        .replace("{environment}", name)
        .replace("{domain}", pipeline.domain())
        .replace("{dataset}", pipeline.name() + "__" + task + "__quarantine");
  }

  /** Where pipelines of an environment run. */
  public enum Target {
    KUBERNETES,
    EMBEDDED
  }

  /** The versions that the output must fit, as {@code major.minor}. */
  public record Versions(
      Sourced<String> kubernetes, Sourced<String> airflow, Sourced<String> sparkOperator) {}

  /** The git place from which the output is delivered; {@code path} is the output folder in it. */
  public record Delivery(
      Sourced<String> repository, Sourced<String> revision, Sourced<String> path) {}

  /** Patterns of physical names with {@code {environment} {domain} {dataset}}. */
  public record Naming(Sourced<String> namespace, Sourced<String> table, Sourced<String> topic) {}

  /** Where streaming tasks keep their state. */
  public record CheckpointStore(Connection connection, Sourced<String> path) {}

  /** Where rejected rows and the run record go. */
  public record QuarantineStore(
      SourceSpan span,
      Connection connection,
      Sourced<PiiRows> piiRows,
      Sourced<Duration> retention) {}

  /** What the quarantine keeps of a row with personal data. */
  public enum PiiRows {
    POSITION,
    FULL
  }

  /** A reference to a secret of the store; never a value. */
  public record Secret(
      String name, SourceSpan span, Sourced<String> remoteKey, List<Sourced<String>> properties) {
    public Secret {
      properties = List.copyOf(properties);
    }
  }
}
