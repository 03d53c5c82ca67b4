package io.dataplat.jobs.database;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** Which values of a contract's type a MySQL can hold and give back. */
final class MysqlValues {

  // What it says it can hold: earlier days may work.
  private static final LocalDate FIRST_DAY = LocalDate.of(1000, 1, 1);
  private static final LocalDate END = LocalDate.of(10_000, 1, 1);
  // Its instants are counted in 32 bits, of which none at all says that there is no time.
  private static final Instant FIRST_INSTANT = Instant.ofEpochSecond(1);
  private static final Instant END_OF_INSTANTS = Instant.ofEpochSecond(1L << 31);

  private MysqlValues() {}

  /** Whether it can hold a value that is not null; nothing if it can hold every one. */
  static Optional<Column> fits(DataType type, boolean isKey, Column value) {
    return switch (type.typeName()) {
      case "string" ->
          Optional.of(isKey ? is_valid_utf8(value).and(isShort(value)) : is_valid_utf8(value));
      case "binary" -> isKey ? Optional.of(isShort(value)) : Optional.empty();
      case "float", "double" ->
          Optional.of(not(isnan(value)).and(abs(value).lt(lit(Double.POSITIVE_INFINITY))));
      case "date" -> Optional.of(DatabaseValues.between(value, FIRST_DAY, END));
      case "timestamp" ->
          Optional.of(DatabaseValues.between(value, FIRST_INSTANT, END_OF_INSTANTS));
      case "timestamp_ntz" ->
          Optional.of(DatabaseValues.between(value, start(FIRST_DAY), start(END)));
      default -> Optional.empty();
    };
  }

  private static Column isShort(Column value) {
    return length(value).leq(lit(MysqlTypes.LONGEST_KEY));
  }

  private static LocalDateTime start(LocalDate day) {
    return day.atStartOfDay();
  }
}
