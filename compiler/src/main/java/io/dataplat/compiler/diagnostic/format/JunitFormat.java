package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.List;

/** Findings as tests: an error is a failed one, a warning a passed one with output. */
final class JunitFormat {

  private JunitFormat() {}

  static String print(List<Diagnostic> findings) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    xml.append("  <testsuite name=\"dataplat\" tests=\"").append(Math.max(1, findings.size()));
    xml.append("\" failures=\"")
        .append(FindingText.errors(findings))
        .append("\" errors=\"0\" skipped=\"0\">\n");
    if (findings.isEmpty()) {
      xml.append("    <testcase classname=\"dataplat\" name=\"no findings\"/>\n");
    }
    findings.forEach(finding -> append(xml, finding));
    return xml.append("  </testsuite>\n</testsuites>\n").toString();
  }

  private static void append(StringBuilder xml, Diagnostic finding) {
    String place = finding.span().toString();
    xml.append("    <testcase classname=\"").append(escaped(finding.span().file()));
    xml.append("\" name=\"").append(escaped(finding.rule().id() + " at " + place)).append("\">\n");
    String text = escaped(place) + ": " + escaped(FindingText.full(finding));
    if (finding.isError()) {
      xml.append("      <failure type=\"").append(finding.rule().id());
      xml.append("\" message=\"").append(escaped(FindingText.message(finding))).append("\">");
      xml.append(text).append("</failure>\n");
    } else {
      xml.append("      <system-out>").append(text).append("</system-out>\n");
    }
    xml.append("    </testcase>\n");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.lines().forEach(line -> escaped.append('\n').append(FindingText.onOneLine(line)));
    return escaped
        .substring(Math.min(1, escaped.length()))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
