package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lexical forms of typed text against a second reading of their definition, on random text. */
class TextFormsOracleTest {

  private static final int TEXTS = 200_000;

  private static TextForms.TextForm form(String type) {
    return new TextForms(CsvFormat.of(Map.of()), ZoneId.of("UTC")).of(DataType.fromDDL(type));
  }

  /** Runs both readings over random text from an alphabet, and over valid text with one change. */
  private static void agree(
      String type, String alphabet, String example, Predicate<String> isValid) {
    var form = form(type);
    var random = new Random(type.hashCode());
    var good = 0;
    for (int i = 0; i < TEXTS; i++) {
      var text = i % 2 == 0 ? any(alphabet, random) : changed(example, alphabet, random);
      var value = form.parse(text);
      assertThat(value != null).as("`%s` as %s", text, type).isEqualTo(isValid.test(text));
      good += value == null ? 0 : 1;
    }
    assertThat(good).as("valid texts of " + type).isBetween(TEXTS / 1000, TEXTS - TEXTS / 1000);
  }

  private static String any(String alphabet, Random random) {
    var text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String changed(String example, String alphabet, Random random) {
    var text = new StringBuilder(example);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
      var at = random.nextInt(text.length());
      var letter = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, letter);
        default -> text.setCharAt(at, letter);
      }
    }
    return text.toString();
  }

  private static String withoutSign(String text) {
    return text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
  }

  private static boolean areDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
  }

  private static @Nullable Integer number(String text, int from, int to) {
    return text.length() >= to && areDigits(text.substring(from, to))
        ? Integer.valueOf(text.substring(from, to))
        : null;
  }

  @Test
  void integersAreASignAndDigitsWithinTheirType() {
    var alphabet = "0123456789+-. e_١";
    agree(
        "int",
        alphabet,
        "-2147483648",
        text -> areDigits(withoutSign(text)) && new BigInteger(text).bitLength() < 32);
    agree(
        "smallint",
        alphabet,
        "+32767",
        text -> areDigits(withoutSign(text)) && new BigInteger(text).bitLength() < 16);
    agree(
        "bigint",
        alphabet,
        "9223372036854775807",
        text -> areDigits(withoutSign(text)) && new BigInteger(text).bitLength() < 64);
  }

  @Test
  void decimalsArePlainAndLoseNoDigit() {
    agree(
        "decimal(6,2)",
        "0123456789+-. e,",
        "-1234.50",
        text -> {
          var parts = withoutSign(text).split("\\.", -1);
          return parts.length <= 2
              && areDigits(parts[0])
              && (parts.length == 1 || (areDigits(parts[1]) && parts[1].length() <= 2))
              && new BigDecimal(text).abs().compareTo(new BigDecimal("10000")) < 0;
        });
  }

  @Test
  void datesAreDaysOfTheCalendar() {
    agree("date", "0123456789-/ T", "2024-02-29", TextFormsOracleTest::isDate);
  }

  private static boolean isDate(String text) {
    if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    var year = number(text, 0, 4);
    var month = number(text, 5, 7);
    var day = number(text, 8, 10);
    return year != null
        && month != null
        && day != null
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= daysOf(year, month);
  }

  private static int daysOf(int year, int month) {
    var isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return switch (month) {
      case 2 -> isLeap ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  @Test
  void timesAreADateAClockAndPerhapsAnOffset() {
    agree(
        "timestamp",
        "0123456789-:. TZ+",
        "2024-02-29T23:59:59.123456+05:30",
        TextFormsOracleTest::isTime);
    agree("timestamp", "0123456789-:. TZ+", "2024-02-29 23:59:59Z", TextFormsOracleTest::isTime);
    agree("timestamp", "0123456789-:. TZ+", "2024-02-29 23:59:59", TextFormsOracleTest::isTime);
  }

  private static boolean isTime(String text) {
    if (text.length() < 19
        || !isDate(text.substring(0, 10))
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || !isClock(text.substring(11, 19))) {
      return false;
    }
    return isOffset(afterFraction(text.substring(19)));
  }

  private static boolean isClock(String text) {
    var hour = number(text, 0, 2);
    var minute = number(text, 3, 5);
    var second = number(text, 6, 8);
    return text.charAt(2) == ':'
        && text.charAt(5) == ':'
        && hour != null
        && minute != null
        && second != null
        && hour < 24
        && minute < 60
        && second < 60;
  }

  private static String afterFraction(String text) {
    if (!text.startsWith(".")) {
      return text;
    }
    var end = 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == 1 || end > 7 ? "none" : text.substring(end);
  }

  private static boolean isOffset(String text) {
    if (text.isEmpty() || text.equals("Z")) {
      return true;
    }
    var hours = number(text, 1, 3);
    var minutes = number(text, 4, 6);
    return text.length() == 6
        && (text.charAt(0) == '+' || text.charAt(0) == '-')
        && text.charAt(3) == ':'
        && hours != null
        && minutes != null
        && minutes < 60
        && hours * 60 + minutes <= 18 * 60;
  }
}
