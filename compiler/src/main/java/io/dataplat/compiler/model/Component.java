package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.YamlMapping;
import java.util.Optional;

/** A platform component that is installed from a Helm chart. */
public record Component(
    String name,
    SourceSpan span,
    String file,
    Type type,
    Sourced<String> chartRepository,
    Sourced<String> chartName,
    Sourced<String> chartVersion,
    Sourced<String> namespace,
    boolean enabled,
    Optional<YamlMapping> settings,
    Optional<YamlMapping> values) {

  /** The components that the compiler knows. */
  public enum Type {
    AIRFLOW,
    SPARK_OPERATOR
  }
}
