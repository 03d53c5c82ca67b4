package io.dataplat.compiler.diagnostic.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/** Findings as an array of objects, with all that a finding has and the texts as they are. */
final class JsonFormat {

  private JsonFormat() {}

  static String print(List<Diagnostic> findings) {
    ArrayNode all = JsonText.array();
    findings.forEach(finding -> all.add(node(finding)));
    return JsonText.print(all);
  }

  private static ObjectNode node(Diagnostic finding) {
    SourceSpan span = finding.span();
    ObjectNode node = JsonText.object();
    node.put("rule", finding.rule().id());
    node.put("severity", FindingText.severity(finding));
    node.put("file", span.file());
    node.put("line", span.startLine());
    node.put("column", span.startColumn());
    node.put("endLine", span.endLine());
    node.put("endColumn", span.endColumn());
    String users = FindingText.users(finding).map(by -> " (used by " + by + ")").orElse("");
    node.put("message", finding.message() + users);
    node.put("hint", finding.hint().orElse(null));
    finding.environments().forEach(node.putArray("environments")::add);
    return node;
  }
}
