package io.dataplat.compiler.component;

import io.dataplat.compiler.model.Component;
import java.util.List;
import java.util.Optional;

/** The chart values that follow from the pipelines, so that nobody may set them beside. */
final class DerivedValues {

  private static final List<Derived> AIRFLOW =
      List.of(
          new Derived("executor", "write it as `settings.executor`"),
          new Derived(
              "dagProcessor.dagBundleConfigList",
              "the DAGs come from `delivery` of the environment"),
          new Derived("extraEnv", "use the chart's lists `env` and `secret`"),
          new Derived("multiNamespaceMode", "each domain's namespace binds the worker's account"),
          new Derived("workers.serviceAccount.name", account()),
          new Derived("workers.kubernetes.serviceAccount.name", account()),
          new Derived("workers.celery.serviceAccount.name", account()),
          new Derived("scheduler.serviceAccount.name", account()));

  private static final List<Derived> SPARK_OPERATOR =
      List.of(
          new Derived("spark.jobNamespaces", "it watches the namespaces of all domains"),
          new Derived("spark.jobNamespaceSelector", "it watches the namespaces of all domains"),
          new Derived("spark.rbac.create", "each domain has narrower roles of its own"),
          new Derived("spark.serviceAccount.create", "each pipeline has accounts of its own"),
          new Derived("webhook.enable", "without the webhook drivers outlive their applications"),
          new Derived(
              "webhook.failurePolicy", "without the webhook drivers outlive their applications"));

  private DerivedValues() {}

  /** Returns why a path cannot be set, if it is derived. */
  static Optional<String> reason(Component.Type type, String path) {
    var derived = type == Component.Type.AIRFLOW ? AIRFLOW : SPARK_OPERATOR;
    return derived.stream()
        .filter(value -> path.equals(value.path()) || path.startsWith(value.path() + "."))
        .findFirst()
        .map(Derived::hint);
  }

  private static String account() {
    return "the domains bind the account of the workers by its name";
  }

  private record Derived(String path, String hint) {}
}
