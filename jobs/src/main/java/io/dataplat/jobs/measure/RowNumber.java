package io.dataplat.jobs.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Adds the value that a row has at one place to a total. */
public record RowNumber(int index, Aggregate aggregate, DataType type) implements Serializable {

  /** Adds the row's value, if it has one. */
  public void addTo(Total total, InternalRow row) {
    if (row.isNullAt(index)) {
      return;
    }
    if (aggregate == Aggregate.COUNT) {
      if (row.getBoolean(index)) {
        total.count();
      }
    } else if (type instanceof DecimalType decimal) {
      total.add(row.getDecimal(index, decimal.precision(), decimal.scale()).toJavaBigDecimal());
    } else if (type.equals(DataTypes.FloatType)) {
      add(total, Float.toString(row.getFloat(index)));
    } else if (type.equals(DataTypes.DoubleType)) {
      add(total, Double.toString(row.getDouble(index)));
    } else {
      total.add(BigDecimal.valueOf(row.getLong(index)));
    }
  }

  /** Adds a number that is written as a text; infinity and what is no number have letters. */
  static void add(Total total, String text) {
    if (text.indexOf('N') < 0 && text.indexOf('y') < 0) {
      total.add(new BigDecimal(text));
    } else {
      total.addNotFinite();
    }
  }
}
