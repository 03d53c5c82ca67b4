package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words of a finding, safe to show: a hostile name cannot colour a terminal, end a line or turn
 * text around.
 */
final class FindingText {

  private static final int SHOWN_USERS = 3;

  private FindingText() {}

  /** A text on one line, with control and direction changing characters written out. */
  static String onOneLine(String text) {
    if (text.chars().noneMatch(FindingText::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                safe.append(c == '\n' ? "\\n" : String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                safe.append((char) c);
              }
            });
    return safe.toString();
  }

  private static boolean isUnsafe(int c) {
    boolean control = c < ' ' || (c >= 0x7f && c < 0xa0);
    boolean format =
        (c >= 0x200b && c <= 0x200f)
            || (c >= 0x2028 && c <= 0x202e)
            || (c >= 0x2066 && c <= 0x2069);
    return control || format || c == 0xfeff || c == 0xfffe || c == 0xffff;
  }

  static String message(Diagnostic finding) {
    return onOneLine(finding.message());
  }

  /** Who uses the template in which the mistake is, the first of them by name. */
  static Optional<String> users(Diagnostic finding) {
    List<String> users = finding.span().users();
    String shown = String.join(", ", users.stream().limit(SHOWN_USERS).toList());
    String hidden =
        users.size() > SHOWN_USERS ? " and " + (users.size() - SHOWN_USERS) + " more" : "";
    return users.isEmpty() ? Optional.empty() : Optional.of(shown + hidden);
  }

  /** The message, then hint, users and environments on lines of their own. */
  static String full(Diagnostic finding) {
    StringBuilder text = new StringBuilder(message(finding));
    finding.hint().ifPresent(hint -> text.append("\nhint: ").append(onOneLine(hint)));
    users(finding).ifPresent(users -> text.append("\nused by: ").append(onOneLine(users)));
    if (!finding.environments().isEmpty()) {
      text.append("\nenvironments: ").append(onOneLine(String.join(", ", finding.environments())));
    }
    return text.toString();
  }

  static String severity(Diagnostic finding) {
    return finding.rule().severity().name().toLowerCase(Locale.ROOT);
  }

  static long errors(List<Diagnostic> findings) {
    return findings.stream().filter(Diagnostic::isError).count();
  }

  /** For example {@code 1 error, 2 warnings}. */
  static String summary(List<Diagnostic> findings) {
    long errors = errors(findings);
    return count(errors, "error") + ", " + count(findings.size() - errors, "warning");
  }

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
