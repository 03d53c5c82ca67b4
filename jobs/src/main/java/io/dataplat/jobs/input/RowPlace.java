package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** The place of a row in a table of a database, its page and its number there, in one number. */
final class RowPlace {

  private static final int BITS = 16;
  private static final long MASK = (1L << BITS) - 1;

  private RowPlace() {}

  static long of(int page, short number) {
    return Integer.toUnsignedLong(page) << BITS | Short.toUnsignedLong(number);
  }

  /** The position of a row as the database writes it; its table alone if it has no place. */
  static Column position() {
    var place = col(SourceColumns.OFFSET);
    var text =
        concat(
            lit(":("),
            shiftright(place, BITS).cast(DataTypes.StringType),
            lit(","),
            place.bitwiseAND(lit(MASK)).cast(DataTypes.StringType),
            lit(")"));
    return concat(col(SourceColumns.FILE), coalesce(text, lit("")));
  }
}
