package io.dataplat.compiler.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells whether a value written in YAML can be a value of a column type. */
final class LiteralFit {

  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");

  private static final int LONGEST_NUMBER = 400;

  private LiteralFit() {}

  /** Returns what is wrong, as the end of a sentence that begins with the value. */
  static Optional<String> misfit(ColumnType type, Object value) {
    if (value instanceof Number && value.toString().length() > LONGEST_NUMBER) {
      return Optional.of("has more digits than any number type");
    }
    var fits =
        !type.isScalar()
            || (type.isString() && value instanceof String)
            || (type.isBoolean() && value instanceof Boolean)
            || (type.isInteger() && isInteger(type.text(), value))
            || (type.isFloat() && value instanceof Number)
            || (type.isDecimal() && isDecimal(type.text(), value))
            || (type.isTime() && isTime(type.text(), value.toString()));
    return fits
        ? Optional.empty()
        : Optional.of("is no `" + type.text() + "`" + remark(type, value));
  }

  private static String remark(ColumnType type, Object value) {
    return type.isString() && !(value instanceof String) ? ": write it in quotes" : "";
  }

  private static boolean isInteger(String type, Object value) {
    if (!(value instanceof Number)) {
      return false;
    }
    try {
      var bits = new BigInteger(value.toString()).bitLength();
      return bits
          < (type.equals("smallint") ? Short.SIZE : type.equals("int") ? Integer.SIZE : Long.SIZE);
    } catch (NumberFormatException fraction) {
      return false;
    }
  }

  // Quotes keep the digits of a decimal as they are written.
  private static boolean isDecimal(String type, Object value) {
    var matcher = DECIMAL.matcher(type.replace(" ", ""));
    if (value instanceof Boolean || !matcher.matches()) {
      return false;
    }
    try {
      var number = new BigDecimal(value.toString());
      var precision = Integer.parseInt(matcher.group(1));
      var scale = Integer.parseInt(matcher.group(2));
      return number.scale() <= scale && number.precision() - number.scale() <= precision - scale;
    } catch (NumberFormatException notANumber) {
      return false;
    }
  }

  private static boolean isTime(String type, String text) {
    try {
      switch (type) {
        case "date" -> LocalDate.parse(text);
        case "timestamp" -> parseInstant(text);
        default -> LocalDateTime.parse(text.replace(' ', 'T'));
      }
      return true;
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  // A timestamp without an offset is a wall time in the zone of its dataset.
  private static void parseInstant(String text) {
    var iso = text.replace(' ', 'T');
    try {
      OffsetDateTime.parse(iso);
    } catch (DateTimeException withoutOffset) {
      LocalDateTime.parse(iso);
    }
  }
}
