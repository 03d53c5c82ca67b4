package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.MaintenancePipeline;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Quota;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Turns a checked platform into the plan that every backend prints: each derived name, label and
 * number is decided here, once.
 */
public final class Planner {

  private static final String MONITORING_NAMESPACE = "monitoring";
  private static final String AIRFLOW_WORKER = "airflow-worker";

  private final Platform platform;
  private final Environment environment;
  private final Labels labels;
  private final PipelinePlanner pipelines;

  private Planner(AnalysedPlatform analysed) {
    this.platform = analysed.platform();
    this.environment = platform.environment();
    this.labels = new Labels(environment.name());
    this.pipelines = new PipelinePlanner(analysed, labels);
  }

  /** Returns the plan of an environment whose target is Kubernetes. */
  public static DeploymentPlan plan(AnalysedPlatform analysed) {
    return new Planner(analysed).plan();
  }

  private DeploymentPlan plan() {
    var delivery = environment.delivery().orElseThrow();
    return new DeploymentPlan(
        environment.name(),
        environment.span().file(),
        delivery.path().value() + "/" + environment.name(),
        environment.versions(),
        environment.clusterServer().orElseThrow(),
        delivery,
        MONITORING_NAMESPACE,
        airflow(),
        platform.domains().stream()
            .filter(domain -> domain.enabled().value())
            .map(this::domain)
            .toList(),
        components());
  }

  // Also an Airflow that somebody else installs runs the DAGs, so its workers need their access.
  private Optional<DeploymentPlan.AirflowPlan> airflow() {
    return platform.components().stream()
        .filter(component -> component.type() == Component.Type.AIRFLOW)
        .findFirst()
        .map(
            component ->
                new DeploymentPlan.AirflowPlan(
                    Names.object(component.namespace().value()), AIRFLOW_WORKER));
  }

  private List<ComponentPlan> components() {
    return platform.components().stream()
        .filter(Component::enabled)
        .map(
            component ->
                new ComponentPlan(
                    component.name(), Names.object(component.name()), component.file(), component))
        .toList();
  }

  private DomainPlan domain(Domain domain) {
    var namespace = environment.namespace(domain.name());
    var enabled = domain.pipelines().stream().filter(p -> p.enabled().value()).toList();
    var upkeep = MaintenancePipeline.of(platform, domain);
    var all = Stream.concat(enabled.stream(), upkeep.stream()).toList();
    return new DomainPlan(
        domain.name(),
        domain.file(),
        namespace,
        labels.ofDomain(domain),
        domain.owner(),
        domain.contact(),
        capped(domain.quota(), environment.limits().domain()),
        secrets(all),
        Stream.concat(
                enabled.parallelStream().map(pipeline -> pipelines.plan(domain, pipeline)),
                upkeep.stream().map(pipeline -> pipelines.planMaintenance(domain, pipeline)))
            .toList());
  }

  private static Quota capped(Quota wanted, Quota cap) {
    return new Quota(
        least(wanted.cpu(), cap.cpu()),
        least(wanted.memory(), cap.memory()),
        least(wanted.pods(), cap.pods()),
        least(wanted.tasks(), cap.tasks()));
  }

  private static <T extends Comparable<? super T>> Optional<Sourced<T>> least(
      Optional<Sourced<T>> wanted, Optional<Sourced<T>> cap) {
    if (wanted.isEmpty() || cap.isEmpty()) {
      return wanted.or(() -> cap);
    }
    return wanted.get().value().compareTo(cap.get().value()) <= 0 ? wanted : cap;
  }

  private List<DomainPlan.SecretPlan> secrets(List<Pipeline> enabled) {
    var used = new TreeMap<String, DomainPlan.SecretPlan>();
    var store = environment.secretStore();
    for (Pipeline pipeline : enabled) {
      for (Task task : pipeline.tasks()) {
        for (Environment.Secret secret : TaskSecrets.of(environment, pipeline, task)) {
          used.put(
              secret.name(),
              new DomainPlan.SecretPlan(
                  secret.name(), Names.object(secret.name()), store.orElseThrow(), secret));
        }
      }
    }
    return new ArrayList<>(used.values());
  }

  /** Returns the amount in whole MiB, rounded down. */
  static long mebibytes(Quantity memory) {
    return memory.amount() >> 20;
  }

  /**
   * Returns the connections of a task's datasets, of its quarantine and of its checkpoint, each
   * once, by name.
   */
  static List<Connection> connections(Environment environment, Pipeline pipeline, Task task) {
    var byName = new TreeMap<String, Connection>();
    task.inputs().forEach(input -> add(byName, input.dataset().value().storage().connection()));
    task.outputs().forEach(output -> add(byName, output.dataset().value().storage().connection()));
    task.references().forEach(each -> add(byName, each.dataset().storage().connection()));
    environment.quarantine().ifPresent(store -> add(byName, store.connection()));
    if (pipeline.mode().value() == Pipeline.Mode.STREAMING) {
      environment.checkpoints().ifPresent(store -> add(byName, store.connection()));
    }
    return List.copyOf(byName.values());
  }

  private static void add(Map<String, Connection> byName, Connection connection) {
    byName.put(connection.name(), connection);
  }
}
