package io.dataplat.compiler.structure;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * Patterns of the schemas, safe on any text: matched as a whole, because {@code $} of the JDK lets
 * a final line end pass, and on short texts only, because groups recurse once per repetition.
 */
final class BoundedPattern {

  private static final int LONGEST = 1000;
  private static final String ONE_CHARACTER_CLASS = "^[^";

  private BoundedPattern() {}

  static RegularExpression compile(String regex) {
    if (!regex.startsWith("^") || !regex.endsWith("$")) {
      throw new IllegalArgumentException("a pattern of a schema is anchored: " + regex);
    }
    Pattern pattern = Pattern.compile(regex.substring(1, regex.length() - 1));
    boolean anyLength = regex.startsWith(ONE_CHARACTER_CLASS);
    return text -> (anyLength || text.length() <= LONGEST) && pattern.matcher(text).matches();
  }
}
