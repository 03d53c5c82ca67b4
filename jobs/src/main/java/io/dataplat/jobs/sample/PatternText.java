package io.dataplat.jobs.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes texts that match a regular expression, for the expressions that contracts use. */
final class PatternText {

  private static final String WORD =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  private static final String DIGITS = "0123456789";
  private static final String PRINTABLE = WORD + " -.:/#";
  private static final int MORE = 3;

  private final String pattern;
  private final RandomGenerator random;
  private int at;

  private PatternText(String pattern, RandomGenerator random) {
    this.pattern = pattern;
    this.random = random;
  }

  /** A text for the pattern; it need not match if the pattern uses more than this class knows. */
  static String of(String pattern, RandomGenerator random) {
    return new PatternText(pattern, random).alternatives();
  }

  private String alternatives() {
    var branches = new ArrayList<String>();
    branches.add(sequence());
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      branches.add(sequence());
    }
    return branches.get(random.nextInt(branches.size()));
  }

  private String sequence() {
    var text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      var start = at;
      var first = atom();
      var end = at;
      var times = times();
      var after = at;
      for (int i = 0; i < times; i++) {
        // Each repetition draws anew, so the part is read again.
        at = start;
        text.append(i == 0 ? first : atom());
        at = Math.max(end, after);
      }
      at = after;
    }
    return text.toString();
  }

  private String atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> one(characters());
      case '\\' -> escape();
      case '.' -> one(WORD);
      case '^', '$' -> "";
      default -> String.valueOf(c);
    };
  }

  private String group() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    }
    var text = alternatives();
    at++;
    return text;
  }

  private String escape() {
    char c = at < pattern.length() ? pattern.charAt(at++) : '\\';
    return switch (c) {
      case 'A', 'z', 'b' -> "";
      default -> one(escaped(c));
    };
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'd' -> DIGITS;
      case 'w' -> WORD;
      case 's' -> " ";
      default -> String.valueOf(c);
    };
  }

  private String characters() {
    var isNegated = pattern.startsWith("^", at);
    at += isNegated ? 1 : 0;
    var listed = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      char c = pattern.charAt(at++);
      if (c == '\\') {
        listed.append(escaped(pattern.charAt(at++)));
      } else if (pattern.startsWith("-", at) && !pattern.startsWith("-]", at)) {
        range(listed, c, pattern.charAt(at + 1));
        at += 2;
      } else {
        listed.append(c);
      }
    }
    at++;
    return isNegated ? without(listed.toString()) : listed.toString();
  }

  private static void range(StringBuilder listed, char from, char to) {
    for (char c = from; c <= to; c++) {
      listed.append(c);
    }
  }

  private static String without(String listed) {
    return PRINTABLE.replaceAll("[" + listed.replaceAll("([\\\\\\[\\]^-])", "\\\\$1") + "]", "");
  }

  private int times() {
    if (at >= pattern.length()) {
      return 1;
    }
    return switch (pattern.charAt(at)) {
      case '?' -> count(1, List.of(0, 1));
      case '*' -> count(1, List.of(0, MORE));
      case '+' -> count(1, List.of(1, MORE));
      case '{' -> counted();
      default -> 1;
    };
  }

  private int counted() {
    var end = pattern.indexOf('}', at);
    var bounds = pattern.substring(at + 1, end);
    var comma = bounds.indexOf(',');
    var least = Integer.parseInt(comma < 0 ? bounds : bounds.substring(0, comma));
    var most =
        comma < 0
            ? least
            : comma == bounds.length() - 1
                ? least + MORE
                : Integer.parseInt(bounds.substring(comma + 1));
    return count(end - at + 1, List.of(least, most));
  }

  private int count(int length, List<Integer> bounds) {
    at += length;
    return random.nextInt(bounds.get(0), bounds.get(1) + 1);
  }

  private String one(String characters) {
    return characters.isEmpty()
        ? ""
        : String.valueOf(characters.charAt(random.nextInt(characters.length())));
  }
}
