package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;

/** One rule, or a small family of one, about the repository as one environment sees it. */
@FunctionalInterface
public interface Check {
  void check(CheckContext context, Diagnostics findings);
}
