package io.dataplat.compiler.diagnostic;

/** Whether a finding stops the compiler. */
public enum Severity {
  ERROR,
  WARNING
}
