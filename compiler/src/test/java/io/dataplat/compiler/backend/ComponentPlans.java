package io.dataplat.compiler.backend;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.ComponentPlan;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import java.util.Optional;

/** Plans of the components that the compiler knows, as tests need them. */
public final class ComponentPlans {

  private ComponentPlans() {}

  public static ComponentPlan airflow() {
    return airflow("", "");
  }

  /** Returns Airflow with settings and values as a document writes them, or without. */
  public static ComponentPlan airflow(String settings, String values) {
    return airflow("1.22.0", settings, values);
  }

  public static ComponentPlan airflow(String version, String settings, String values) {
    return plan(
        "airflow", "airflow", Component.Type.AIRFLOW, version, yaml(settings), yaml(values));
  }

  public static ComponentPlan sparkOperator() {
    return sparkOperator("");
  }

  public static ComponentPlan sparkOperator(String values) {
    return plan(
        "spark_operator",
        "spark-operator",
        Component.Type.SPARK_OPERATOR,
        "2.5.2",
        Optional.empty(),
        yaml(values));
  }

  private static Optional<YamlMapping> yaml(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var findings = new Diagnostics();
    var file = new SourceFile("environments/components/c.yaml", text);
    var documents = YamlReader.read(file, findings);
    return Optional.of((YamlMapping) documents.get(0));
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
