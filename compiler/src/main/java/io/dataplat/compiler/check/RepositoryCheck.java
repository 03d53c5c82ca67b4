package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.Platform;
import java.util.List;

/** One rule about several environments of a repository side by side. */
@FunctionalInterface
public interface RepositoryCheck {
  void check(List<Platform> platforms, Diagnostics findings);
}
