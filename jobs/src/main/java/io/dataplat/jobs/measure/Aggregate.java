package io.dataplat.jobs.measure;

/** What is made of the values that rows have for a measure. */
public enum Aggregate {
  /** The rows for which a condition is true. */
  COUNT,
  SUM,
  AVERAGE,
  LEAST,
  GREATEST,
  /** The standard deviation of a sample. */
  DEVIATION
}
