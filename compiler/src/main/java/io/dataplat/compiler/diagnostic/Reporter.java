package io.dataplat.compiler.diagnostic;

/** Takes the findings of one rule. */
public interface Reporter {

  void at(SourceSpan span, String message);

  void at(SourceSpan span, String message, String hint);
}
