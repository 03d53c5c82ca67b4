package io.dataplat.compiler.analysis;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a SQL text outside comments and string literals. */
final class SqlWords {

  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String sql;
  private final StringBuilder audible = new StringBuilder();
  private int at;

  private SqlWords(String sql) {
    this.sql = sql;
  }

  /** Returns the words in lower case; every relation that the text names is among them. */
  static Set<String> of(String sql) {
    var words = new LinkedHashSet<String>();
    WORD.matcher(new SqlWords(sql).audible())
        .results()
        .forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
    return words;
  }

  /** Returns the offset of the first use of a parameter. */
  static Optional<Integer> parameter(String sql, String name) {
    return Pattern.compile(":" + Pattern.quote(name) + "\\b")
        .matcher(new SqlWords(sql).audible())
        .results()
        .findFirst()
        .map(use -> use.start());
  }

  /** The text with blanks for comments and string literals; no regular expression is as deep. */
  private String audible() {
    while (at < sql.length()) {
      var character = sql.charAt(at);
      if (sql.startsWith("--", at)) {
        silence(lengthUntil("\n", 2));
      } else if (sql.startsWith("/*", at)) {
        silence(lengthUntil("*/", 2) + 2);
      } else if (character == '\'' || character == '"') {
        silence(lengthOfLiteral(character));
      } else {
        audible.append(character);
        at++;
      }
    }
    return audible.toString();
  }

  private int lengthUntil(String end, int from) {
    var found = sql.indexOf(end, at + from);
    return (found < 0 ? sql.length() : found) - at;
  }

  private int lengthOfLiteral(char quote) {
    var end = at + 1;
    while (end < sql.length() && sql.charAt(end) != quote) {
      end += sql.charAt(end) == '\\' ? 2 : 1;
    }
    return end + 1 - at;
  }

  private void silence(int length) {
    var end = Math.min(sql.length(), at + length);
    audible.append(" ".repeat(end - at));
    at = end;
  }
}
