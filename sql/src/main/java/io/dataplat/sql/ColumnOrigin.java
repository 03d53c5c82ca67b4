package io.dataplat.sql;

/** A column of a relation that decides the value of an output column, or which rows there are. */
public record ColumnOrigin(String output, String relation, String column, Usage usage)
    implements Comparable<ColumnOrigin> {
  /** How an origin takes part. */
  public enum Usage {
    /** The value is computed from it. */
    DIRECT,
    /** It filters, joins, groups or orders the rows. */
    INDIRECT
  }

  @Override
  public int compareTo(ColumnOrigin other) {
    return java.util.Comparator.comparing(ColumnOrigin::output)
        .thenComparing(ColumnOrigin::relation)
        .thenComparing(ColumnOrigin::column)
        .thenComparing(ColumnOrigin::usage)
        .compare(this, other);
  }
}
