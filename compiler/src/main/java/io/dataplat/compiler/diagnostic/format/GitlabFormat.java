package io.dataplat.compiler.diagnostic.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.List;

/** Findings as a GitLab code quality report. */
final class GitlabFormat {

  private GitlabFormat() {}

  static String print(List<Diagnostic> findings) {
    ArrayNode all = JsonText.array();
    Fingerprints fingerprints = new Fingerprints();
    for (Diagnostic finding : findings) {
      ObjectNode node = all.addObject();
      node.put("description", FindingText.full(finding));
      node.put("check_name", finding.rule().id());
      node.put("fingerprint", fingerprints.of(finding));
      node.put("severity", finding.isError() ? "major" : "minor");
      ObjectNode location = node.putObject("location").put("path", finding.span().file());
      location
          .putObject("lines")
          .put("begin", finding.span().startLine())
          .put("end", finding.span().endLine());
    }
    return JsonText.print(all);
  }
}
