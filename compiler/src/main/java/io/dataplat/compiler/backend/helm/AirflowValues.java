package io.dataplat.compiler.backend.helm;

import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.DeploymentPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of the chart airflow 1.22.0 that differ from its defaults. */
record AirflowValues(
    Sourced<String> executor,
    Enabled createUserJob,
    DagProcessor dagProcessor,
    Data data,
    String extraEnv,
    String fernetKeySecretName,
    String apiSecretKeySecretName,
    String jwtSecretName,
    MigrateDatabaseJob migrateDatabaseJob,
    Enabled postgresql,
    Optional<Redis> redis,
    Optional<Workers> workers,
    Optional<Identity> scheduler) {

  /** The Secret with the connection of the metadata database, unless values name another. */
  static final String METADATA_SECRET = "airflow-metadata";

  private static final String KUBERNETES = "KubernetesExecutor";
  private static final String CELERY = "CeleryExecutor";

  private static final String CONNECTIONS =
      """
      - {name: AIRFLOW_CONN_KUBERNETES_DEFAULT, value: '{"conn_type": "kubernetes", "extra": {"in_cluster": true}}'}
      - {name: AIRFLOW_CONN_DATAPLAT_GIT, valueFrom: {secretKeyRef: {name: airflow-git, key: connection}}}
      """;

  /** Secrets are named, since the chart would make new ones at each render. */
  static AirflowValues of(DeploymentPlan plan, Component component) {
    var executor =
        ChartValues.text(component.settings(), "executor")
            .orElseGet(() -> Sourced.builtIn(KUBERNETES));
    boolean celery = executor.value().equals(CELERY);
    return new AirflowValues(
        executor,
        new Enabled(false),
        new DagProcessor(List.of(bundle(plan))),
        new Data(METADATA_SECRET, celery ? Optional.of("airflow-broker-url") : Optional.empty()),
        CONNECTIONS,
        "airflow-fernet-key",
        "airflow-api-secret-key",
        "airflow-jwt-secret",
        new MigrateDatabaseJob(false, syncHook(), false),
        new Enabled(false),
        celery ? Optional.of(new Redis("airflow-redis-password")) : Optional.empty(),
        workers(executor.value(), plan),
        scheduler(executor.value(), plan));
  }

  private static Bundle bundle(DeploymentPlan plan) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("git_conn_id", "dataplat_git");
    arguments.put("subdir", plan.outputPath() + "/airflow/dags");
    arguments.put("tracking_ref", plan.delivery().revision());
    arguments.put("refresh_interval", 60);
    return new Bundle(
        plan.environment(), "airflow.providers.git.bundles.git.GitDagBundle", arguments);
  }

  /** The job runs with each sync of Argo CD, which knows no Helm hooks of an upgrade. */
  private static Map<String, String> syncHook() {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put("argocd.argoproj.io/hook", "Sync");
    annotations.put("argocd.argoproj.io/hook-delete-policy", "BeforeHookCreation");
    return annotations;
  }

  /** The account that the domains bind runs the tasks, wherever the executor runs them. */
  private static Optional<Workers> workers(String executor, DeploymentPlan plan) {
    var account = Optional.of(new Identity(new ServiceAccount(Optional.of(true), account(plan))));
    return switch (executor) {
      case KUBERNETES -> Optional.of(new Workers(account, Optional.empty()));
      case CELERY -> Optional.of(new Workers(Optional.empty(), account));
      default -> Optional.empty();
    };
  }

  private static Optional<Identity> scheduler(String executor, DeploymentPlan plan) {
    return executor.equals(KUBERNETES) || executor.equals(CELERY)
        ? Optional.empty()
        : Optional.of(new Identity(new ServiceAccount(Optional.empty(), account(plan))));
  }

  private static String account(DeploymentPlan plan) {
    return plan.airflow().orElseThrow().workerServiceAccount();
  }

  record Enabled(boolean enabled) {}

  record DagProcessor(List<Bundle> dagBundleConfigList) {}

  record Bundle(String name, String classpath, Map<String, Object> kwargs) {}

  record Data(String metadataSecretName, Optional<String> brokerUrlSecretName) {}

  record MigrateDatabaseJob(
      boolean applyCustomEnv, Map<String, String> jobAnnotations, boolean useHelmHooks) {}

  record Redis(String passwordSecretName) {}

  record Workers(Optional<Identity> kubernetes, Optional<Identity> celery) {}

  record Identity(ServiceAccount serviceAccount) {}

  record ServiceAccount(Optional<Boolean> create, String name) {}
}
