package io.dataplat.compiler;

import java.nio.file.Path;
import java.util.List;

/**
 * What to compile.
 *
 * @param root the repository's folder
 * @param output the name of the output folder in it, such as {@code generated}
 * @param environments the environments by name; none named means all
 * @param onlyEmbedded whether environments with a cluster are left out
 */
public record CompileRequest(
    Path root, String output, List<String> environments, boolean onlyEmbedded) {
  public CompileRequest {
    environments = List.copyOf(environments);
  }

  /** Asks for environments of any target. */
  public CompileRequest(Path root, String output, List<String> environments) {
    this(root, output, environments, false);
  }
}
