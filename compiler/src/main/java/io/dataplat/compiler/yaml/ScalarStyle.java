package io.dataplat.compiler.yaml;

/** How a scalar is written in its source. */
public enum ScalarStyle {
  PLAIN,
  SINGLE_QUOTED,
  DOUBLE_QUOTED,
  LITERAL,
  FOLDED
}
