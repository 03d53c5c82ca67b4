package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlMapping;

/** Two trees, told apart by identity. */
record Pair(YamlMapping weak, YamlMapping strong) {
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(Object other) {
    return other instanceof Pair pair && pair.weak == weak && pair.strong == strong;
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(weak) + System.identityHashCode(strong);
  }
}
