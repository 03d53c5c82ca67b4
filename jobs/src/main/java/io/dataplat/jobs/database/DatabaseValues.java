package io.dataplat.jobs.database;

import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Format;
import io.dataplat.jobs.session.ColumnTypes;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** Which values of a contract's type a database can hold and give back. */
public final class DatabaseValues {

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate END = LocalDate.of(10_000, 1, 1);

  private DatabaseValues() {}

  /** Whether it can hold a value; nothing if it can hold every one of the column's. */
  public static Optional<Column> fits(Format format, ContractColumn column, Column value) {
    var type = ColumnTypes.of(column);
    var fits =
        switch (format) {
          case POSTGRESQL, REDIS -> condition(type, value);
          case MYSQL -> MysqlValues.fits(type, column.key().isPresent(), value);
          default -> Optional.<Column>empty();
        };
    return fits.map(each -> value.isNull().or(each));
  }

  private static Optional<Column> condition(DataType type, Column value) {
    return switch (type.typeName()) {
      case "string" ->
          Optional.of(is_valid_utf8(value).and(not(value.contains(lit(String.valueOf('\0'))))));
      case "date" -> Optional.of(between(value, FIRST, END));
      case "timestamp" ->
          Optional.of(between(value, start(FIRST).toInstant(ZoneOffset.UTC), instantOfEnd()));
      case "timestamp_ntz" -> Optional.of(between(value, start(FIRST), start(END)));
      default -> Optional.empty();
    };
  }

  private static Object instantOfEnd() {
    return start(END).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime start(LocalDate day) {
    return day.atStartOfDay();
  }

  static Column between(Column value, Object first, Object end) {
    return value.geq(lit(first)).and(value.lt(lit(end)));
  }
}
