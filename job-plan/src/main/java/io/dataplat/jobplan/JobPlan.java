package io.dataplat.jobplan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** The contract of a dataset that the plan reads or writes. */
  public Optional<DatasetContract> dataset(String id) {
    return datasets.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The connection of a name. */
  public Optional<Connection> connection(String name) {
    return connections.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The datasets that metrics of the outputs compare values with, each once. */
  public List<String> referencedDatasets() {
    return outputs.stream()
        .flatMap(output -> output.metrics().stream())
        .flatMap(metric -> metric.references().stream())
        .map(ColumnReference::dataset)
        .distinct()
        .toList();
  }

  /** Whether a dataset that the plan writes has a column of one of these kinds. */
  public boolean generates(Set<Generated> kinds) {
    return outputs.stream()
        .flatMap(output -> dataset(output.dataset()).stream())
        .flatMap(dataset -> dataset.columns().stream())
        .flatMap(column -> column.generated().stream())
        .anyMatch(kinds::contains);
  }

  /** What quarantine keeps of rows with personal data: their place, unless the plan says more. */
  public QuarantineRows quarantineRows() {
    return quarantine.map(Quarantine::piiRows).orElse(QuarantineRows.POSITION);
  }

  /** The same plan for another identity, session, stream and telemetry. */
  public JobPlan with(
      Identity other, Session run, Optional<StreamState> state, Telemetry destinations) {
    return new JobPlan(
        planVersion,
        semantics,
        requires,
        mode,
        other,
        run,
        parameters,
        schedule,
        connections,
        datasets,
        inputs,
        steps,
        outputs,
        quarantine,
        maintenance,
        replay,
        suppression,
        state,
        destinations);
  }

  /** The same work on datasets that lie elsewhere. */
  public JobPlan with(List<DatasetContract> elsewhere) {
    return new JobPlan(
        planVersion,
        semantics,
        requires,
        mode,
        identity,
        session,
        parameters,
        schedule,
        connections,
        elsewhere,
        inputs,
        steps,
        outputs,
        quarantine,
        maintenance,
        replay,
        suppression,
        stream,
        telemetry);
  }

  /** The same work with another contract of one of its datasets. */
  public JobPlan with(DatasetContract changed) {
    return with(
        datasets.stream().map(each -> each.id().equals(changed.id()) ? changed : each).toList());
  }

  /** The same work in another session, on other connections. */
  public JobPlan at(
      Session run, List<Connection> places, List<Input> readers, Optional<Quarantine> rejects) {
    return new JobPlan(
        planVersion,
        semantics,
        requires,
        mode,
        identity,
        run,
        parameters,
        schedule,
        places,
        datasets,
        readers,
        steps,
        outputs,
        rejects,
        maintenance,
        replay,
        suppression,
        stream,
        telemetry);
  }

  /** The version that this module writes. */
  public static final String VERSION = "1.0";

  /** The number of the canonical forms (technical columns, hashes) that this module knows. */
  public static final int SEMANTICS = 1;
}
