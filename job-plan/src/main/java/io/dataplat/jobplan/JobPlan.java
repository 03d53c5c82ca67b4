package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;

/** All that one task does, resolved: the job looks up only secrets, data and its ledger. */
public record JobPlan(
    String planVersion,
    int semantics,
    List<String> requires,
    PlanMode mode,
    Identity identity,
    Session session,
    List<Parameter> parameters,
    Optional<Schedule> schedule,
    List<Connection> connections,
    List<DatasetContract> datasets,
    List<Input> inputs,
    List<Step> steps,
    List<Output> outputs,
    Optional<Quarantine> quarantine,
    Optional<Maintenance> maintenance,
    Optional<Replay> replay,
    Optional<String> suppression,
    Optional<StreamState> stream,
    Telemetry telemetry) {
  /** Copies what the caller may still change. */
  public JobPlan {
    requires = List.copyOf(requires);
    parameters = List.copyOf(parameters);
    connections = List.copyOf(connections);
    datasets = List.copyOf(datasets);
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }

  /** The version that this module writes. */
  public static final String VERSION = "1.0";

  /** The number of the canonical forms (technical columns, hashes) that this module knows. */
  public static final int SEMANTICS = 1;
}
