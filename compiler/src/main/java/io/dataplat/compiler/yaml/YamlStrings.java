package io.dataplat.compiler.yaml;

import java.util.Locale;

/** Chooses how a text is written: plain, quoted or as a literal block. */
final class YamlStrings {

  private static final String NOT_FIRST = " ?:,[]{}#&*!|>'\"%@`~=<";
  private static final String SIGNS_AND_DIGITS = "+-.0123456789";

  private YamlStrings() {}

  /** Writes a value; {@code indent} is the column of the lines of a literal block. */
  static void append(StringBuilder out, String text, int indent) {
    if (text.indexOf('\n') >= 0 && fitsLiteral(text)) {
      appendLiteral(out, text, indent);
    } else {
      appendOnOneLine(out, text);
    }
  }

  /** Writes a key, or a value that is no literal block. */
  static void appendOnOneLine(StringBuilder out, String text) {
    if (isPlain(text)) {
      out.append(text);
    } else if (readsBetterInSingleQuotes(text)) {
      out.append('\'').append(text).append('\'');
    } else {
      appendDoubleQuoted(out, text);
    }
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || NOT_FIRST.indexOf(text.charAt(0)) >= 0 || endsOpen(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isVisible(c)
          || (c == ':' && text.charAt(i + 1) == ' ')
          || (c == '#' && text.charAt(i - 1) == ' ')) {
        return false;
      }
    }
    return !meansSomethingElse(text);
  }

  private static boolean endsOpen(String text) {
    char last = text.charAt(text.length() - 1);
    return last == ' ' || last == ':';
  }

  private static boolean meansSomethingElse(String text) {
    char first = text.charAt(0);
    if (SIGNS_AND_DIGITS.indexOf(first) >= 0) {
      return mayBeNumberOrDate(text);
    }
    return text.length() <= 5 && isWord(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isWord(String lower) {
    return switch (lower) {
      case "y", "n", "yes", "no", "on", "off", "true", "false", "null" -> true;
      default -> false;
    };
  }

  /**
   * Rather one pair of quotes too many: what any reader might take for a number, a time or a
   * marker.
   */
  private static boolean mayBeNumberOrDate(String text) {
    char first = text.charAt(0);
    if (first == '-' && !startsOption(text)) {
      return true;
    }
    if (text.startsWith("---") || text.startsWith("...")) {
      return true;
    }
    return isVersion(text) ? false : isNumeric(text) || isDate(text) || isNamedFloat(text);
  }

  private static boolean startsOption(String text) {
    return text.length() > 1 && (text.charAt(1) == '-' || isLetter(text.charAt(1)));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Digits and at least two dots between them: no reader makes a number of {@code 4.1.1}. */
  private static boolean isVersion(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean dotBetween = c == '.' && i > 0 && text.charAt(i - 1) != '.' && i < text.length() - 1;
      if (!dotBetween && (c < '0' || c > '9')) {
        return false;
      }
      dots += c == '.' ? 1 : 0;
    }
    return dots >= 2;
  }

  private static boolean isNumeric(String text) {
    int digits = SIGNS_AND_DIGITS.indexOf(text.charAt(0)) < 2 ? 1 : 0;
    if (text.length() > digits + 1
        && text.charAt(digits) == '0'
        && isLetterOfBase(text.charAt(digits + 1))) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789_.:+-eE".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOfBase(char c) {
    return "xXoObB".indexOf(c) >= 0;
  }

  private static boolean isDate(String text) {
    return text.length() >= 8
        && text.charAt(4) == '-'
        && text.substring(0, 4).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isNamedFloat(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.endsWith(".inf") || lower.endsWith(".nan");
  }

  private static boolean readsBetterInSingleQuotes(String text) {
    boolean escapes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || !isVisible(c)) {
        return false;
      }
      escapes |= c == '"' || c == '\\';
    }
    return escapes;
  }

  /**
   * What prints as itself and stays in place: no control, no invisible or direction changing
   * character, no other blank than the space. Fixed ranges, since the tables of Unicode differ
   * between Java versions.
   */
  private static boolean isVisible(char c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
    if (c <= 0xa0 || c == 0xad || c >= 0xfff0 || c == 0xfeff) {
      return false;
    }
    boolean blankOrFormat = (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f);
    boolean rareBlank = c == 0x1680 || c == 0x180e || c == 0x3000 || (c >= 0x205f && c <= 0x206f);
    // Surrogates go through \U, so that characters beyond the first plane need no look at pairs
    // here.
    return !blankOrFormat && !rareBlank && !Character.isSurrogate(c) && c != 0x061c;
  }

  private static boolean fitsLiteral(String text) {
    char first = text.charAt(0);
    if (first == ' '
        || first == '\n'
        || text.endsWith("\n\n")
        || text.endsWith(" ")
        || text.contains(" \n")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && !isVisible(c)) {
        return false;
      }
    }
    return true;
  }

  private static void appendLiteral(StringBuilder out, String text, int indent) {
    boolean ended = text.endsWith("\n");
    out.append(ended ? "|" : "|-");
    int end = ended ? text.length() - 1 : text.length();
    int start = 0;
    while (start <= end) {
      int next = text.indexOf('\n', start);
      int stop = next < 0 ? end : next;
      out.append('\n');
      if (stop > start) {
        YamlWriter.indent(out, indent);
        // A range of a text would be copied character by character.
        out.append(text.substring(start, stop));
      }
      start = stop + 1;
    }
  }

  private static void appendDoubleQuoted(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isVisible(c)) {
        out.append(c);
      } else {
        i += appendEscaped(out, text, i);
      }
    }
    out.append('"');
  }

  /** Writes the character at an index as an escape; returns how many more chars it took. */
  private static int appendEscaped(StringBuilder out, String text, int index) {
    int point = text.codePointAt(index);
    if (point == '\n') {
      out.append("\\n");
    } else if (point == '\t') {
      out.append("\\t");
    } else if (point == '\r') {
      out.append("\\r");
    } else if (point > 0xffff) {
      out.append(String.format(Locale.ROOT, "\\U%08x", point));
      return 1;
    } else if (Character.isSurrogate((char) point)) {
      throw new IllegalArgumentException("half a surrogate pair has no form in UTF-8");
    } else {
      out.append(String.format(Locale.ROOT, "\\u%04x", point));
    }
    return 0;
  }
}
