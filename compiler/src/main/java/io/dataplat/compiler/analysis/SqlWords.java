package io.dataplat.compiler.analysis;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a SQL text outside comments and string literals. */
final class SqlWords {

  private static final Pattern SILENT =
      Pattern.compile(
          "--[^\\n]*|/\\*(?s:.*?)\\*/|'(?:[^'\\\\]|\\\\.|'')*'|\"(?:[^\"\\\\]|\\\\.|\"\")*\"");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private SqlWords() {}

  /** Returns the words in lower case; every relation that the text names is among them. */
  static Set<String> of(String sql) {
    var words = new LinkedHashSet<String>();
    WORD.matcher(audible(sql))
        .results()
        .forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
    return words;
  }

  /** Returns the offset of the first use of a parameter. */
  static Optional<Integer> parameter(String sql, String name) {
    return Pattern.compile(":" + Pattern.quote(name) + "\\b")
        .matcher(audible(sql))
        .results()
        .findFirst()
        .map(use -> use.start());
  }

  private static String audible(String sql) {
    return SILENT.matcher(sql).replaceAll(match -> " ".repeat(match.group().length()));
  }
}
