package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/**
 * Findings as workflow commands, which GitHub shows at their lines: ten errors and ten warnings of
 * a step.
 */
final class GithubFormat {

  private static final int SHOWN = 10;

  private GithubFormat() {}

  static String print(List<Diagnostic> findings) {
    StringBuilder commands = new StringBuilder();
    append(commands, findings.stream().filter(Diagnostic::isError).toList());
    append(commands, findings.stream().filter(finding -> !finding.isError()).toList());
    if (findings.isEmpty()) {
      return "";
    }
    commands.append("::notice title=dataplat::").append(data(FindingText.summary(findings)));
    long hidden = findings.size() - commands.toString().lines().count() + 1;
    return commands
        .append(hidden > 0 ? "; " + hidden + " not shown at their lines" : "")
        .append('\n')
        .toString();
  }

  private static void append(StringBuilder commands, List<Diagnostic> findings) {
    findings.stream()
        .limit(SHOWN)
        .forEach(finding -> commands.append(command(finding)).append('\n'));
  }

  private static String command(Diagnostic finding) {
    SourceSpan span = finding.span();
    StringBuilder command = new StringBuilder("::").append(FindingText.severity(finding));
    command
        .append(" file=")
        .append(property(span.file()))
        .append(",line=")
        .append(span.startLine());
    if (span.endLine() == span.startLine()) {
      // Here the end is inclusive.
      int end = Math.max(span.startColumn(), span.endColumn() - 1);
      command.append(",col=").append(span.startColumn()).append(",endColumn=").append(end);
    } else {
      command.append(",endLine=").append(span.endLine());
    }
    command.append(",title=").append(property(finding.rule().id()));
    return command.append("::").append(data(FindingText.full(finding))).toString();
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(FindingText.onOneLine(text)).replace(":", "%3A").replace(",", "%2C");
  }
}
