package io.dataplat.jobs.session;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/** Which stored types a declared type may read without loss. */
public final class Widening {

  private static final List<String> INTEGERS = List.of("TINYINT", "SMALLINT", "INT", "BIGINT");
  private static final List<String> FLOATS = List.of("FLOAT", "DOUBLE");

  private Widening() {}

  /** Whether every value of the one type is one of the other. */
  public static boolean allows(DataType from, DataType to) {
    if (from.asNullable().equals(to.asNullable())) {
      return true;
    }
    if (from instanceof DecimalType narrow && to instanceof DecimalType wide) {
      return wide.scale() >= narrow.scale()
          && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale();
    }
    return rises(INTEGERS, from, to) || rises(FLOATS, from, to);
  }

  private static boolean rises(List<String> order, DataType from, DataType to) {
    var lower = order.indexOf(from.sql());
    return lower >= 0 && lower < order.indexOf(to.sql());
  }
}
