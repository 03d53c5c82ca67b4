package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets each path be claimed once, on every file system: as a file or as a folder, in one case. */
final class ClaimedPaths {

  private record Claim(String path, Artifact artifact, boolean file) {}

  // Looked up, never iterated.
  private final Map<String, Claim> byLowerCase = new LinkedHashMap<>();
  private final List<Diagnostic> findings = new ArrayList<>();

  static List<Diagnostic> check(List<Artifact> artifacts) {
    ClaimedPaths claims = new ClaimedPaths();
    artifacts.forEach(claims::claim);
    return claims.findings;
  }

  private void claim(Artifact artifact) {
    String path = artifact.path();
    for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      String folder = path.substring(0, end);
      Claim first = byLowerCase.putIfAbsent(lower(folder), new Claim(folder, artifact, false));
      if (first != null && (first.file() || !first.path().equals(folder))) {
        report(first, artifact);
        return;
      }
    }
    Claim first = byLowerCase.putIfAbsent(lower(path), new Claim(path, artifact, true));
    if (first != null) {
      report(first, artifact);
    }
  }

  private static String lower(String path) {
    return path.toLowerCase(Locale.ROOT);
  }

  private void report(Claim first, Artifact second) {
    String one = first.artifact().path();
    String owners = "`" + first.artifact().owner() + "` and `" + second.owner() + "`";
    String message =
        one.equals(second.path())
            ? owners + " both generate `" + one + "`"
            : owners
                + " generate `"
                + one
                + "` and `"
                + second.path()
                + "`, which cannot stand side by side";
    findings.add(
        new Diagnostic(
            Rules.DUPLICATE_OUTPUT_PATH,
            SourceSpan.ofFile(second.owner()),
            message,
            "rename one of the two"));
  }
}
