package io.dataplat.sql;

/** What a query does to the number of rows (semantics 3.9). */
public enum StepKind {
  KEEPING,
  FILTERING,
  DEDUPLICATING,
  RESHAPING
}
