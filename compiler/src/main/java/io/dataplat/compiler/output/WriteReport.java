package io.dataplat.compiler.output;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.List;

/** What a write did, by path; with findings it did nothing. */
public record WriteReport(
    List<String> written, List<String> deleted, int unchanged, List<Diagnostic> findings) {

  public WriteReport {
    written = List.copyOf(written);
    deleted = List.copyOf(deleted);
    findings = List.copyOf(findings);
  }

  static WriteReport refused(List<Diagnostic> findings) {
    return new WriteReport(List.of(), List.of(), 0, findings);
  }

  public boolean failed() {
    return findings.stream().anyMatch(Diagnostic::isError);
  }
}
