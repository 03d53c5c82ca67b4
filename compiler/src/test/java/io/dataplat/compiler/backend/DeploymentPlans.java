package io.dataplat.compiler.backend;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Quota;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.plan.DeploymentPlan;
import io.dataplat.compiler.plan.DomainPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans of the environment {@code e2e} as tests need them: one domain, what it holds by choice. */
public final class DeploymentPlans {

  private final List<PipelinePlan> pipelines = new ArrayList<>();
  private final List<DomainPlan.SecretPlan> secrets = new ArrayList<>();
  private final List<ComponentPlan> components = new ArrayList<>();
  private Quota quota =
      new Quota(
          Optional.of(Sourced.builtIn(Quantity.ofMilliCores(16_000))),
          Optional.of(Sourced.builtIn(Quantity.ofBytes(64L << 30))),
          Optional.of(Sourced.builtIn(40)),
          Optional.of(Sourced.builtIn(12)));
  private Optional<DeploymentPlan.AirflowPlan> airflow =
      Optional.of(new DeploymentPlan.AirflowPlan("airflow", "airflow-worker"));
  private String repository = "https://git.example.org/data/platform.git";
  private String owner = "retail-data";

  public DeploymentPlans with(PipelinePlan pipeline) {
    pipelines.add(pipeline);
    return this;
  }

  public DeploymentPlans with(ComponentPlan component) {
    components.add(component);
    return this;
  }

  public DeploymentPlans with(Quota bounds) {
    quota = bounds;
    return this;
  }

  public DeploymentPlans withSecret(String name, String remoteKey, String... properties) {
    var at = new SourceSpan("environments/e2e.yaml", 1, 1, 1, 2);
    secrets.add(
        new DomainPlan.SecretPlan(
            name,
            name.replace('_', '-'),
            Sourced.builtIn("vault"),
            new Environment.Secret(
                name,
                at,
                Sourced.builtIn(remoteKey),
                List.of(properties).stream().map(Sourced::builtIn).toList())));
    return this;
  }

  public DeploymentPlans withoutAirflow() {
    airflow = Optional.empty();
    return this;
  }

  public DeploymentPlans inRepository(String url) {
    repository = url;
    return this;
  }

  public DeploymentPlans ownedBy(String team) {
    owner = team;
    return this;
  }

  public DeploymentPlan plan() {
    return new DeploymentPlan(
        "e2e",
        "environments/e2e.yaml",
        "generated/e2e",
        new Environment.Versions(
            Sourced.builtIn("1.34"), Sourced.builtIn("3.3"), Sourced.builtIn("2.5")),
        Sourced.builtIn("https://kubernetes.default.svc"),
        new Environment.Delivery(
            Sourced.builtIn(repository), Sourced.builtIn("main"), Sourced.builtIn("generated")),
        "monitoring",
        airflow,
        List.of(domain()),
        components);
  }

  private DomainPlan domain() {
    return new DomainPlan(
        "retail",
        "pipelines/retail/domain.yaml",
        "data-retail",
        labels("retail", owner),
        Sourced.builtIn(owner),
        new Domain.Contact(
            Sourced.builtIn("retail@example.org"), Optional.empty(), Optional.empty()),
        quota,
        secrets,
        pipelines);
  }

  static Map<String, Sourced<String>> labels(String name, String owner) {
    var labels = new TreeMap<String, Sourced<String>>();
    labels.put("app.kubernetes.io/managed-by", Sourced.builtIn("dataplat"));
    labels.put("app.kubernetes.io/name", Sourced.builtIn(name));
    labels.put("app.kubernetes.io/part-of", Sourced.builtIn("retail"));
    labels.put("dataplat.io/domain", Sourced.builtIn("retail"));
    labels.put("dataplat.io/environment", Sourced.builtIn("e2e"));
    labels.put("dataplat.io/owner", Sourced.builtIn(owner));
    return labels;
  }

  /** Returns the percentage of a text such as {@code 99.5}. */
  static Sourced<BigDecimal> percent(String number) {
    return Sourced.builtIn(new BigDecimal(number));
  }

  static Sourced<Duration> hours(int hours) {
    return Sourced.builtIn(Duration.ofHours(hours));
  }
}
