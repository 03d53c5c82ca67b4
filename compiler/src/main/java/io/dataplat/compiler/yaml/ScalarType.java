package io.dataplat.compiler.yaml;

/** What a scalar means in the core schema of YAML 1.2. */
public enum ScalarType {
  STRING,
  INTEGER,
  FLOAT,
  BOOLEAN,
  NULL
}
