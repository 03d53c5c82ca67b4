package io.dataplat.jobs.input;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;

/** Writes values as texts that a format reads again as the same values. */
final class ValueText {

  private static final int LENGTH_WITHOUT_SECONDS = 16;

  private ValueText() {}

  static String of(TextFormat format, ZoneId zone, Object value) {
    if (value instanceof LocalDate date) {
      return format
          .datePattern()
          .map(pattern -> TextForms.formatter(pattern).format(date))
          .orElseGet(date::toString);
    }
    if (value instanceof TemporalAccessor time) {
      return time(format, zone, time);
    }
    // A small decimal would get an exponent, which is no form of a decimal.
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Number number ? number(number) : value.toString();
  }

  // There is one zero, as for who reads it.
  private static String number(Number number) {
    if (number instanceof Double wide) {
      return String.valueOf(wide + 0.0);
    }
    return number instanceof Float narrow ? String.valueOf(narrow + 0.0f) : String.valueOf(number);
  }

  private static String time(TextFormat format, ZoneId zone, TemporalAccessor time) {
    return format
        .timestampPattern()
        .map(pattern -> TextForms.formatter(pattern).format(inZone(zone, time)))
        .orElseGet(() -> iso(time));
  }

  private static TemporalAccessor inZone(ZoneId zone, TemporalAccessor time) {
    return time instanceof Instant instant ? instant.atZone(zone) : time;
  }

  private static String iso(TemporalAccessor time) {
    var text = time.toString();
    return time instanceof LocalDateTime && text.length() == LENGTH_WITHOUT_SECONDS
        ? text + ":00"
        : text;
  }
}
