package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which findings are printed, for people and for the programs that show them. */
public enum DiagnosticFormat {
  TEXT,
  JSON,
  JUNIT,
  SARIF,
  GITHUB,
  GITLAB;

  /** The format that a user calls {@code text}, {@code json} and so on. */
  public static Optional<DiagnosticFormat> named(String name) {
    return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
  }

  /** How a user calls this format. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Prints sorted findings without colour. */
  public String print(List<Diagnostic> findings, SourceLines lines) {
    return switch (this) {
      case TEXT -> new TextFormat(lines, false).print(findings);
      case JSON -> JsonFormat.print(findings);
      case JUNIT -> JunitFormat.print(findings);
      case SARIF -> SarifFormat.print(findings);
      case GITHUB -> GithubFormat.print(findings);
      case GITLAB -> GitlabFormat.print(findings);
    };
  }
}
