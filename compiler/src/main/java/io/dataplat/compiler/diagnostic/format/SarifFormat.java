package io.dataplat.compiler.diagnostic.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Severity;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Findings as SARIF 2.1.0, with the rules that they name. */
final class SarifFormat {

  private SarifFormat() {}

  static String print(List<Diagnostic> findings) {
    List<Rule> rules = findings.stream().map(Diagnostic::rule).distinct().toList();
    ObjectNode log = JsonText.object();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "dataplat");
    ArrayNode described = driver.putArray("rules");
    rules.forEach(rule -> described.add(rule(rule)));
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    Fingerprints fingerprints = new Fingerprints();
    for (Diagnostic finding : findings) {
      results.add(result(finding, rules.indexOf(finding.rule()), fingerprints.of(finding)));
    }
    return JsonText.print(log);
  }

  private static ObjectNode rule(Rule rule) {
    ObjectNode node = JsonText.object();
    String page = "docs/rules/" + rule.id() + ".md";
    node.put("id", rule.id());
    node.putObject("shortDescription").put("text", rule.summary());
    ObjectNode help = node.putObject("help");
    help.put("text", rule.summary() + " See " + page + ".");
    help.put("markdown", rule.summary() + " See [" + rule.id() + "](" + page + ").");
    node.putObject("defaultConfiguration").put("level", level(rule));
    return node;
  }

  private static String level(Rule rule) {
    return rule.severity() == Severity.ERROR ? "error" : "warning";
  }

  private static ObjectNode result(Diagnostic finding, int ruleIndex, String fingerprint) {
    ObjectNode node = JsonText.object();
    node.put("ruleId", finding.rule().id());
    node.put("ruleIndex", ruleIndex);
    node.put("level", level(finding.rule()));
    node.putObject("message").put("text", FindingText.full(finding));
    node.putArray("locations").addObject().set("physicalLocation", location(finding.span()));
    node.putObject("partialFingerprints").put("dataplat/v1", fingerprint);
    return node;
  }

  private static ObjectNode location(SourceSpan span) {
    ObjectNode location = JsonText.object();
    location
        .putObject("artifactLocation")
        .put("uri", uri(span.file()))
        .put("uriBaseId", "%SRCROOT%");
    location
        .putObject("region")
        .put("startLine", span.startLine())
        .put("startColumn", span.startColumn())
        .put("endLine", span.endLine())
        .put("endColumn", span.endColumn());
    return location;
  }

  private static String uri(String file) {
    StringBuilder uri = new StringBuilder();
    for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || "/-._~".indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return uri.toString();
  }
}
