package io.dataplat.compiler.backend;

import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ApplicationPlan;
import io.dataplat.compiler.plan.DagPlan;
import io.dataplat.compiler.plan.EgressPlan;
import io.dataplat.compiler.plan.HoldPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.SloPlan;
import io.dataplat.compiler.plan.TaskPlan;
import io.dataplat.jobplan.Identity;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.PlanMode;
import io.dataplat.jobplan.Session;
import io.dataplat.jobplan.Telemetry;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans of a pipeline of the domain {@code retail} with one task, as tests need them. */
public final class PipelinePlans {

  private static final String TICK =
      "{{ (dag_run.logical_date or dag_run.run_after).isoformat() }}";

  private final String name;
  private final String task;
  private final boolean streaming;
  private final List<EgressPlan> egress = new ArrayList<>();
  private final List<SloPlan> slos = new ArrayList<>();
  private final List<HoldPlan> holds = new ArrayList<>();
  private final List<ApplicationPlan.SecretMount> mounts = new ArrayList<>();
  private final TreeMap<String, Sourced<String>> sparkConf = new TreeMap<>();
  private Optional<Sourced<Integer>> most = Optional.empty();
  private Sourced<String> image = Sourced.builtIn("localhost/dataplat/jobs:1.0.0");
  private Sourced<Integer> driverCores = Sourced.builtIn(1);
  private String planText =
      """
      {
        "planVersion" : "1.0",
        "mode" : "batch"
      }""";
  private Map<String, Sourced<String>> moreLabels = Map.of();

  private PipelinePlans(String name, String task, boolean streaming) {
    this.name = name;
    this.task = task;
    this.streaming = streaming;
    sparkConf.put("spark.kubernetes.driver.service.deleteOnTermination", Sourced.builtIn("false"));
  }

  public static PipelinePlans batch(String name, String task) {
    return new PipelinePlans(name, task, false);
  }

  public static PipelinePlans streaming(String name, String task) {
    return new PipelinePlans(name, task, true);
  }

  public PipelinePlans egressTo(String connection, String namespace, int port) {
    var peer = namespace.isEmpty() ? Optional.<String>empty() : Optional.of(namespace);
    egress.add(new EgressPlan(connection, peer, port));
    return this;
  }

  public PipelinePlans withSlo(String dataset, int hours, String objective, Duration window) {
    return withSlo(dataset, hours, objective, window, "https://wiki.example.org/retail");
  }

  public PipelinePlans withSlo(
      String dataset, int hours, String objective, Duration window, String runbook) {
    slos.add(
        new SloPlan(
            dataset,
            "pipelines/retail/datasets/orders.yaml",
            DeploymentPlans.hours(hours),
            DeploymentPlans.percent(objective),
            Sourced.builtIn(window),
            Sourced.builtIn("retail_data"),
            Optional.of(Sourced.builtIn(runbook))));
    return this;
  }

  public PipelinePlans withSecret(String name) {
    var object = name.replace('_', '-');
    mounts.add(
        new ApplicationPlan.SecretMount(
            "secret-" + object, object, "/etc/dataplat-secrets/" + name));
    return this;
  }

  public PipelinePlans withSparkConf(String key, String value) {
    sparkConf.put(key, Sourced.builtIn(value));
    return this;
  }

  public PipelinePlans upTo(int executors) {
    most = Optional.of(Sourced.builtIn(executors));
    return this;
  }

  public PipelinePlans withImage(Sourced<String> reference) {
    image = reference;
    return this;
  }

  public PipelinePlans withDriverCores(Sourced<Integer> cores) {
    driverCores = cores;
    return this;
  }

  public PipelinePlans withJobPlanText(String text) {
    planText = text;
    return this;
  }

  public PipelinePlans withHold(String dataset, String reader, String runbook) {
    holds.add(
        new HoldPlan(
            dataset,
            reader,
            Sourced.builtIn(Duration.ofDays(7)),
            Sourced.builtIn(Duration.ofDays(30)),
            Sourced.builtIn("retail_data"),
            Optional.of(Sourced.builtIn(runbook))));
    return this;
  }

  public PipelinePlans withLabels(Map<String, Sourced<String>> labels) {
    moreLabels = labels;
    return this;
  }

  public PipelinePlan plan() {
    var object = name.replace('_', '-');
    var labels = new TreeMap<>(DeploymentPlans.labels(object, "retail-data"));
    labels.put("dataplat.io/pipeline", Sourced.builtIn(object));
    labels.putAll(moreLabels);
    var podLabels = new TreeMap<String, String>();
    podLabels.put("dataplat.io/domain", "retail");
    podLabels.put("dataplat.io/environment", "e2e");
    podLabels.put("dataplat.io/pipeline", object);
    return new PipelinePlan(
        "retail",
        name,
        object,
        object + "--executor",
        "data-retail",
        "pipelines/retail/" + name + ".yaml",
        labels,
        podLabels,
        streaming ? Optional.empty() : Optional.of(dag()),
        List.of(task(object)),
        egress,
        slos,
        holds);
  }

  private TaskPlan task(String object) {
    return new TaskPlan(
        task,
        object + "--" + task.replace('_', '-'),
        List.of(),
        List.of(),
        List.of(),
        Sourced.builtIn(2),
        Sourced.builtIn(Duration.ofMinutes(5)),
        DeploymentPlans.hours(4),
        application(object),
        jobPlan(),
        planText);
  }

  private ApplicationPlan application(String object) {
    return new ApplicationPlan(
        image,
        "4.1.1",
        streaming ? "io.dataplat.jobs.StreamingJob" : "io.dataplat.jobs.BatchJob",
        "local:///opt/dataplat/jobs.jar",
        streaming
            ? List.of("--plan", "/etc/dataplat/plan.json")
            : List.of("--plan", "/etc/dataplat/plan.json", "--tick", TICK),
        sparkConf,
        size(driverCores),
        size(Sourced.builtIn(2)),
        new ApplicationPlan.Scale(Sourced.builtIn(2), most),
        object,
        object + "--executor",
        mounts,
        streaming ? Optional.of(Duration.ofMinutes(3)) : Optional.empty());
  }

  private static ApplicationPlan.Resources size(Sourced<Integer> cores) {
    return new ApplicationPlan.Resources(
        cores, Optional.empty(), Sourced.builtIn("1664m"), Sourced.builtIn("384m"));
  }

  private static DagPlan dag() {
    return new DagPlan(
        "retail.orders_daily",
        Sourced.builtIn("Orders cleaned once a day."),
        List.of("Orders cleaned once a day."),
        new DagPlan.Start.Cron(Sourced.builtIn("0 3 * * *")),
        Sourced.builtIn(ZoneId.of("Europe/Zurich")),
        Optional.of(Sourced.builtIn(LocalDateTime.of(2026, 1, 1, 0, 0))),
        Optional.empty(),
        true,
        Sourced.builtIn(1),
        false,
        true,
        false,
        true,
        Sourced.builtIn("retail_data"),
        Optional.empty(),
        List.of("dataplat", "domain:retail", "env:e2e"),
        "spark_retail");
  }

  private JobPlan jobPlan() {
    return new JobPlan(
        JobPlan.VERSION,
        JobPlan.SEMANTICS,
        List.of(),
        streaming ? PlanMode.STREAMING : PlanMode.BATCH,
        new Identity("retail", name, task, "e2e"),
        new Session("UTC", true, 200, Map.of()),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Telemetry("runs", "epochs", Optional.empty(), List.of()));
  }
}
