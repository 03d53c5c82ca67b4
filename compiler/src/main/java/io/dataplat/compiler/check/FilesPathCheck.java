package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Storage;
import java.util.Arrays;

/** Paths of files stay below the place of their connection. */
final class FilesPathCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      if (dataset.storage() instanceof Storage.Files files && escapes(files.path().value())) {
        findings
            .reporter(Rules.PATH_ESCAPES_ROOT)
            .at(
                files.path().spanOr(files.span()),
                "path `" + files.path().value() + "` leads out of its connection's place",
                "write a path relative to the place of `" + files.connection().name() + "`");
      }
    }
  }

  private static boolean escapes(String path) {
    return path.startsWith("/")
        || path.contains(":")
        || path.contains("\\")
        || Arrays.asList(path.split("/", -1)).contains("..");
  }
}
