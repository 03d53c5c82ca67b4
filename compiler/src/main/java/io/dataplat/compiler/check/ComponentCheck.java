package io.dataplat.compiler.check;

import io.dataplat.compiler.component.ComponentValues;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.Component;

/** Enabled components take a known chart, and set only values that it has and that are theirs. */
final class ComponentCheck implements Check {
  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.analysed().platform().components().stream()
        .filter(Component::enabled)
        .forEach(component -> ComponentValues.check(component, findings));
  }
}
