package io.dataplat.compiler.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The findings of a run so far: the only mutable thing that stages share, safe for several threads.
 */
public final class Diagnostics {

  private final List<Diagnostic> findings;
  private final Optional<String> environment;

  public Diagnostics() {
    this(Collections.synchronizedList(new ArrayList<>()), Optional.empty());
  }

  private Diagnostics(List<Diagnostic> findings, Optional<String> environment) {
    this.findings = findings;
    this.environment = environment;
  }

  /**
   * A view on the same findings: what is added through it is tagged with the environment, and what
   * is read through it concerns that environment (tagged with it, or with none).
   */
  public Diagnostics forEnvironment(String name) {
    return new Diagnostics(findings, Optional.of(name));
  }

  /** Takes the findings of one rule. */
  public Reporter reporter(Rule rule) {
    return new Reporter() {
      @Override
      public void at(SourceSpan span, String message) {
        add(new Diagnostic(rule, span, message));
      }

      @Override
      public void at(SourceSpan span, String message, String hint) {
        add(new Diagnostic(rule, span, message, hint));
      }
    };
  }

  public void add(Diagnostic diagnostic) {
    boolean tag = environment.isPresent() && diagnostic.environments().isEmpty();
    findings.add(tag ? diagnostic.in(List.of(environment.get())) : diagnostic);
  }

  public void addAll(Collection<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  public boolean hasErrors() {
    return concerned().stream().anyMatch(Diagnostic::isError);
  }

  /** All findings by place, equal ones of several environments or users folded into one. */
  public List<Diagnostic> sorted() {
    Map<Diagnostic, Diagnostic> folded = new TreeMap<>(Diagnostic.SAME_FINDING);
    for (Diagnostic diagnostic : concerned()) {
      folded.merge(diagnostic, diagnostic, Diagnostics::fold);
    }
    return List.copyOf(folded.values());
  }

  /** The same; what concerns all these environments names none. */
  public List<Diagnostic> sorted(Collection<String> all) {
    List<String> everywhere = all.stream().sorted().toList();
    return sorted().stream()
        .map(each -> each.environments().equals(everywhere) ? each.in(List.of()) : each)
        .toList();
  }

  private static Diagnostic fold(Diagnostic one, Diagnostic other) {
    return foldEnvironments(one, other)
        .usedBy(
            Stream.of(one, other)
                .flatMap(each -> each.span().users().stream())
                .sorted()
                .distinct()
                .toList());
  }

  private static Diagnostic foldEnvironments(Diagnostic one, Diagnostic other) {
    if (one.environments().isEmpty() || other.environments().isEmpty()) {
      return one.in(List.of());
    }
    List<String> both = new ArrayList<>(one.environments());
    both.addAll(other.environments());
    return one.in(both);
  }

  private List<Diagnostic> concerned() {
    synchronized (findings) {
      return findings.stream().filter(this::concerns).toList();
    }
  }

  private boolean concerns(Diagnostic diagnostic) {
    return environment.isEmpty()
        || diagnostic.environments().isEmpty()
        || diagnostic.environments().contains(environment.get());
  }
}
