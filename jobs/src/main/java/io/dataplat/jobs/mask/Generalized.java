package io.dataplat.jobs.mask;

import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_dt_interval;
import static org.apache.spark.sql.functions.minute;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.Generalization;
import io.dataplat.jobplan.TimeUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** A value that many others would become as well: the beginning of a time, a range, a prefix. */
final class Generalized {

  private static final String WHOLE = "***";

  private Generalized() {}

  /** The general value, of the same type and null only for null. */
  static Column of(Generalization kept, DataType type, Column clear) {
    return kept.unit()
        .map(unit -> beginning(unit, type, clear))
        .or(() -> kept.step().map(step -> multiple(step, type, clear)))
        .or(() -> kept.prefix().map(prefix -> prefix(prefix, clear)))
        .orElseThrow();
  }

  private static Column beginning(TimeUnit unit, DataType type, Column clear) {
    var name = unit.name();
    if (type.equals(DataTypes.TimestampType)) {
      return date_trunc(name, clear);
    }
    if (type.equals(DataTypes.DateType)) {
      return trunc(clear, name);
    }
    // A local time has no zone, so it may not go through one as date_trunc would let it.
    return unit == TimeUnit.HOUR
        ? clear.minus(sinceHour(clear))
        : unit == TimeUnit.DAY
            ? clear.cast(DataTypes.DateType).cast(type)
            : trunc(clear.cast(DataTypes.DateType), name).cast(type);
  }

  private static Column sinceHour(Column clear) {
    var seconds = functions.extract(lit("SECOND"), clear);
    return make_dt_interval(lit(0), lit(0), minute(clear), seconds);
  }

  // The multiple below the least value of a type is none of it; the least value stands for it.
  private static Column multiple(int step, DataType type, Column clear) {
    var wide = DataTypes.createDecimalType(DecimalType.MAX_PRECISION(), scale(type));
    var value = clear.cast(wide);
    var below = value.minus(pmod(value, lit(BigDecimal.valueOf(step)).cast(wide))).cast(wide);
    return when(clear.isNotNull(), greatest(below, lit(least(type)).cast(wide))).cast(type);
  }

  private static int scale(DataType type) {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  private static BigDecimal least(DataType type) {
    if (type instanceof DecimalType decimal) {
      var digits = BigInteger.TEN.pow(decimal.precision()).subtract(BigInteger.ONE);
      return new BigDecimal(digits.negate(), decimal.scale());
    }
    if (type.equals(DataTypes.ShortType)) {
      return BigDecimal.valueOf(Short.MIN_VALUE);
    }
    return BigDecimal.valueOf(
        type.equals(DataTypes.IntegerType) ? Integer.MIN_VALUE : Long.MIN_VALUE);
  }

  // A text that is not longer than its prefix would be stored whole.
  private static Column prefix(int prefix, Column clear) {
    return when(length(clear).gt(lit(prefix)), left(clear, lit(prefix)))
        .when(clear.isNotNull(), lit(WHOLE));
  }
}
