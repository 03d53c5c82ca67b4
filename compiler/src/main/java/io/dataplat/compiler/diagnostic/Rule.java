package io.dataplat.compiler.diagnostic;

import java.util.regex.Pattern;

/** One kind of mistake: its id in words, how bad it is and what it means in one sentence. */
public record Rule(String id, Severity severity, String summary) {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  public Rule {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not a rule id: " + id);
    }
    if (summary.isBlank()) {
      throw new IllegalArgumentException("a rule says what it means: " + id);
    }
  }
}
