package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/** The lexical forms of typed text: anything else is corrupt, nothing is rounded or trimmed. */
final class TextForms {

  /** Reads a text of one type; null means that it is not in its form. */
  @FunctionalInterface
  interface TextForm {
    @Nullable Object parse(String text);
  }

  private static final Pattern FLOAT =
      Pattern.compile("[+-]?[0-9]{1,400}(?:\\.[0-9]{1,400})?(?:[eE][+-]?[0-9]{1,4})?");
  private static final String DATE = "0000-00-00";
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?)(Z|[+-][0-9]{2}:[0-9]{2})?");

  private final TextFormat format;
  private final ZoneId zone;

  TextForms(TextFormat format, ZoneId zone) {
    this.format = format;
    this.zone = zone;
  }

  TextForm of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return text -> decimal(text, decimal.precision(), decimal.scale());
    }
    return switch (type.typeName()) {
      case "string" -> text -> text;
      case "boolean" -> TextForms::bool;
      case "smallint", "short" ->
          text -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE, Long::shortValue);
      case "int", "integer" ->
          text -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE, Long::intValue);
      case "bigint", "long" ->
          text -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE, number -> number);
      case "float" -> TextForms::floating;
      case "double" -> TextForms::doubleFloating;
      case "date" -> date();
      case "timestamp" -> timestamp();
      case "timestamp_ntz" -> localTimestamp();
      default ->
          throw new JobFailure(
              ExitCode.PLAN_REFUSED,
              "plan-malformed",
              "a column of text files cannot be a `" + type.sql() + "`");
    };
  }

  private static @Nullable Object bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static @Nullable Object integer(
      String text, long least, long greatest, Function<Long, Object> narrow) {
    if (!Digits.areInteger(text)) {
      return null;
    }
    try {
      var number = Long.parseLong(text);
      return number < least || number > greatest ? null : narrow.apply(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Object decimal(String text, int precision, int scale) {
    if (!Digits.areDecimal(text)) {
      return null;
    }
    var number = new BigDecimal(text);
    if (number.scale() > scale) {
      return null;
    }
    var scaled = number.setScale(scale);
    return scaled.precision() > precision ? null : scaled;
  }

  // A number beyond the type would become infinite. There is one zero: of two rows that differ in
  // its sign alone neither is the greater, and chance would choose which of them stays.
  static @Nullable Object floating(String text) {
    if (!FLOAT.matcher(text).matches()) {
      return null;
    }
    var number = Float.parseFloat(text);
    return Float.isInfinite(number) ? null : number + 0.0f;
  }

  private static @Nullable Object doubleFloating(String text) {
    if (!FLOAT.matcher(text).matches()) {
      return null;
    }
    var number = Double.parseDouble(text);
    return Double.isInfinite(number) ? null : number + 0.0;
  }

  private TextForm date() {
    var pattern = format.datePattern();
    if (pattern.isPresent()) {
      var formatter = formatter(pattern.get());
      return text -> attempt(() -> LocalDate.parse(text, formatter));
    }
    return TextForms::isoDate;
  }

  private TextForm timestamp() {
    var pattern = format.timestampPattern();
    if (pattern.isPresent()) {
      var formatter = formatter(pattern.get());
      return text -> attempt(() -> declared(text, formatter));
    }
    return text -> attempt(() -> iso(text));
  }

  private Object declared(String text, DateTimeFormatter formatter) {
    var parsed = formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return parsed instanceof OffsetDateTime time
        ? time.toInstant()
        : inZone((LocalDateTime) parsed);
  }

  private @Nullable Object iso(String text) {
    var time = TIME.matcher(text);
    if (!time.matches()) {
      return null;
    }
    var local = time.group(1) + "T" + time.group(2);
    return time.group(3) == null
        ? inZone(LocalDateTime.parse(local))
        : OffsetDateTime.parse(local + time.group(3)).toInstant();
  }

  private TextForm localTimestamp() {
    var pattern = format.timestampPattern();
    if (pattern.isPresent()) {
      var formatter = formatter(pattern.get());
      return text -> attempt(() -> LocalDateTime.parse(text, formatter));
    }
    return TextForms::isoLocal;
  }

  static @Nullable Object isoLocal(String text) {
    var time = TIME.matcher(text);
    return time.matches() && time.group(3) == null
        ? attempt(() -> LocalDateTime.parse(time.group(1) + "T" + time.group(2)))
        : null;
  }

  // A time in a gap moves forward by the gap, one in an overlap takes the earlier offset.
  private Instant inZone(LocalDateTime time) {
    return time.atZone(zone).toInstant();
  }

  static @Nullable Object isoDate(String text) {
    return text.length() == DATE.length() && Digits.fit(text, DATE)
        ? attempt(() -> day(text))
        : null;
  }

  private static LocalDate day(String text) {
    return LocalDate.of(
        Digits.number(text, 0, 4), Digits.number(text, 5, 7), Digits.number(text, 8, 10));
  }

  private static @Nullable Object attempt(Supplier<@Nullable Object> parse) {
    try {
      return parse.get();
    } catch (DateTimeException e) {
      return null;
    }
  }

  // The year of an era is not complete without the era; the strict style would refuse every date.
  static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
