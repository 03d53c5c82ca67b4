package io.dataplat.compiler;

import java.nio.file.Path;
import java.util.List;

/**
 * What to compile.
 *
 * @param root the repository's folder
 * @param output the name of the output folder in it, such as {@code generated}
 * @param environments the environments by name; none named means all
 */
public record CompileRequest(Path root, String output, List<String> environments) {
  public CompileRequest {
    environments = List.copyOf(environments);
  }
}
