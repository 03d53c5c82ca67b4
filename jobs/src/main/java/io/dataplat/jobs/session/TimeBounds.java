package io.dataplat.jobs.session;

import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.DataInterval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** An interval as a half-open condition on a time column, in the type of that column. */
public record TimeBounds(DataInterval interval, DataType type) {

  /** Whether a value lies in the interval; unknown for null. */
  public Column contains(Column time) {
    return time.geq(lit(bound(interval.start()))).and(time.lt(lit(bound(interval.end()))));
  }

  /** The same as SQL text, for statements that take no bound values. */
  public String sql(String column) {
    return sql(column, type.sql());
  }

  /** The same for a database that calls the type otherwise. */
  public String sql(String column, String typeName) {
    return "%s >= %s '%s' AND %s < %s '%s'"
        .formatted(
            column, typeName, text(interval.start()), column, typeName, text(interval.end()));
  }

  /** The same for a database that writes times otherwise. */
  public String sql(String column, Function<Object, String> literal) {
    return "%s >= %s AND %s < %s"
        .formatted(
            column,
            literal.apply(bound(interval.start())),
            column,
            literal.apply(bound(interval.end())));
  }

  /** Whether a value lies before the end of the interval, as SQL text. */
  public String before(String column) {
    return "%s < %s '%s'".formatted(column, type.sql(), text(interval.end()));
  }

  private Object bound(Instant instant) {
    if (type.equals(DataTypes.DateType)) {
      return day(instant);
    }
    return type.equals(DataTypes.TimestampNTZType) ? local(instant) : instant;
  }

  private String text(Instant instant) {
    var bound = bound(instant).toString();
    return type.equals(DataTypes.TimestampNTZType) ? bound.replace('T', ' ') : bound;
  }

  // A date stands for the instant at which it begins.
  private LocalDate day(Instant instant) {
    var date = instant.atZone(interval.zone()).toLocalDate();
    return date.atStartOfDay(interval.zone()).toInstant().isBefore(instant)
        ? date.plusDays(1)
        : date;
  }

  // A time that clocks show twice is the earlier of the two instants, so the later has none.
  LocalDateTime local(Instant instant) {
    var shown = instant.atZone(interval.zone()).toLocalDateTime();
    var transition = interval.zone().getRules().getTransition(shown);
    return transition == null || instant.isBefore(transition.getInstant())
        ? shown
        : transition.getDateTimeBefore();
  }
}
