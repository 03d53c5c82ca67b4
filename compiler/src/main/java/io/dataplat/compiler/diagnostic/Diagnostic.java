package io.dataplat.compiler.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One finding: which rule, where, what is wrong, what to write instead, and in which environments
 * (none: in all).
 */
public record Diagnostic(
    Rule rule, SourceSpan span, String message, Optional<String> hint, List<String> environments)
    implements Comparable<Diagnostic> {

  /** Equal findings of several environments and users of a template meet in this order. */
  static final Comparator<Diagnostic> SAME_FINDING =
      Comparator.comparing(Diagnostic::span, SourceSpan.BY_PLACE)
          .thenComparing(diagnostic -> diagnostic.rule().id())
          .thenComparing(Diagnostic::message)
          .thenComparing(diagnostic -> diagnostic.hint().orElse(""));

  private static final Comparator<Diagnostic> ORDER =
      SAME_FINDING
          .thenComparing(Diagnostic::span)
          .thenComparing(diagnostic -> String.join("\n", diagnostic.environments()));

  public Diagnostic {
    if (message.isBlank()) {
      throw new IllegalArgumentException("a finding of " + rule.id() + " says what is wrong");
    }
    environments = environments.stream().sorted().distinct().toList();
  }

  /** A finding that holds in all environments. */
  public Diagnostic(Rule rule, SourceSpan span, String message) {
    this(rule, span, message, Optional.empty(), List.of());
  }

  /** A finding that holds in all environments, and what to write instead. */
  public Diagnostic(Rule rule, SourceSpan span, String message, String hint) {
    this(rule, span, message, Optional.of(hint), List.of());
  }

  /** The same finding in these environments. */
  public Diagnostic in(List<String> names) {
    return new Diagnostic(rule, span, message, hint, names);
  }

  /** The same finding where these documents use the template. */
  Diagnostic usedBy(List<String> documents) {
    return new Diagnostic(rule, span.usedBy(documents), message, hint, environments);
  }

  public boolean isError() {
    return rule.severity() == Severity.ERROR;
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
