package io.dataplat.sql;

import java.util.List;

/**
 * An output column whose value depends on nothing but a row of one relation.
 *
 * @param expression the value as SQL over the columns of the relation
 * @param reads those columns
 * @param plain whether the value is that of a column
 */
public record RowValue(String output, String expression, List<String> reads, boolean plain) {
  public RowValue {
    reads = List.copyOf(reads);
  }
}
