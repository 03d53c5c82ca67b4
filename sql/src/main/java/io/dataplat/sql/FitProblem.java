package io.dataplat.sql;

import java.util.Optional;

/** A column that keeps a result from being stored under a contract. */
public record FitProblem(Kind kind, String column, String message, Optional<String> hint) {
  /** What is wrong with the column. */
  public enum Kind {
    MISSING,
    EXTRA,
    TYPE
  }
}
