package io.dataplat.compiler.backend;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.Optional;

/** Plans of the components that the compiler knows, as tests need them. */
public final class ComponentPlans {

  private ComponentPlans() {}

  public static ComponentPlan airflow() {
    return airflow("1.22.0", Optional.empty(), Optional.empty());
  }

  public static ComponentPlan airflow(
      String version, Optional<YamlMapping> settings, Optional<YamlMapping> values) {
    return plan("airflow", "airflow", Component.Type.AIRFLOW, version, settings, values);
  }

  public static ComponentPlan sparkOperator() {
    return sparkOperator("2.5.2", Optional.empty());
  }

  public static ComponentPlan sparkOperator(String version, Optional<YamlMapping> values) {
    return plan(
        "spark_operator",
        "spark-operator",
        Component.Type.SPARK_OPERATOR,
        version,
        Optional.empty(),
        values);
  }

  private static ComponentPlan plan(
      String name,
      String objectName,
      Component.Type type,
      String version,
      Optional<YamlMapping> settings,
      Optional<YamlMapping> values) {
    var file = "environments/components/" + name + ".yaml";
    return new ComponentPlan(
        name,
        objectName,
        file,
        new Component(
            name,
            new SourceSpan(file, 1, 1, 1, 2),
            file,
            type,
            Sourced.builtIn("https://charts.example.org/" + objectName),
            Sourced.builtIn(objectName),
            Sourced.builtIn(version),
            Sourced.builtIn(name),
            true,
            settings,
            values));
  }
}
