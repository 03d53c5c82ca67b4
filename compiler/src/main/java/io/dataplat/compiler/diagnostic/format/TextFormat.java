package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * Findings for people: place, rule and message, the source line with carets, and what to write
 * instead.
 */
public final class TextFormat {

  private static final int WIDEST = 160;
  private static final int BEFORE = 60;
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String OFF = "\u001b[0m";

  private final SourceLines lines;
  private final boolean colour;

  /** Colour is for terminals; who prints decides. */
  public TextFormat(SourceLines lines, boolean colour) {
    this.lines = lines;
    this.colour = colour;
  }

  /** All findings, a blank line after each, and their number. */
  public String print(List<Diagnostic> findings) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic finding : findings) {
      text.append(print(finding)).append('\n');
    }
    return text.append(FindingText.summary(findings)).append('\n').toString();
  }

  /** One finding, each of its lines ended by a line feed. */
  public String print(Diagnostic finding) {
    StringBuilder text = new StringBuilder();
    String kind = FindingText.severity(finding) + "[" + finding.rule().id() + "]";
    text.append(paint(BOLD, FindingText.onOneLine(finding.span().toString()) + ":")).append(' ');
    text.append(paint(finding.isError() ? RED : YELLOW, kind + ":")).append(' ');
    text.append(FindingText.message(finding)).append('\n');
    excerpt(finding).ifPresent(text::append);
    finding
        .hint()
        .ifPresent(
            hint -> text.append("  hint: ").append(FindingText.onOneLine(hint)).append('\n'));
    FindingText.users(finding)
        .ifPresent(
            users -> text.append("  used by: ").append(FindingText.onOneLine(users)).append('\n'));
    if (!finding.environments().isEmpty()) {
      String names = String.join(", ", finding.environments());
      text.append("  environments: ").append(FindingText.onOneLine(names)).append('\n');
    }
    return text.toString();
  }

  private Optional<String> excerpt(Diagnostic finding) {
    SourceSpan span = finding.span();
    return lines
        .line(span.file(), span.startLine())
        .filter(line -> !line.isBlank())
        .map(line -> excerpt(finding, line));
  }

  private String excerpt(Diagnostic finding, String line) {
    SourceSpan span = finding.span();
    int[] points = line.codePoints().map(TextFormat::visible).toArray();
    int start = Math.min(span.startColumn() - 1, points.length);
    int stop = span.endLine() == span.startLine() ? span.endColumn() - 1 : points.length;
    int from = points.length > WIDEST ? Math.max(0, start - BEFORE) : 0;
    int to = Math.min(points.length, from + WIDEST);
    int carets = Math.max(1, Math.min(stop, to) - start);
    String number = Integer.toString(span.startLine());
    String marks =
        " ".repeat(start - from) + paint(finding.isError() ? RED : YELLOW, "^".repeat(carets));
    String shown = new String(points, from, to - from).stripTrailing();
    return "  "
        + number
        + " | "
        + shown
        + "\n  "
        + " ".repeat(number.length())
        + " | "
        + marks
        + "\n";
  }

  /** One column per character, so that the carets stand below it. */
  private static int visible(int point) {
    boolean shown =
        point > 0xffff || FindingText.onOneLine(Character.toString(point)).length() == 1;
    return shown ? point : ' ';
  }

  private String paint(String code, String text) {
    return colour ? code + text + OFF : text;
  }
}
