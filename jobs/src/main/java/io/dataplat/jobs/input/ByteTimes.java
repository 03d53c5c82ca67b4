package io.dataplat.jobs.input;

import static io.dataplat.jobs.input.ByteNumbers.digits;
import static io.dataplat.jobs.input.Digits.isDigit;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads ISO dates and times from the bytes of a field, as {@link TextForms} reads them from text.
 */
final class ByteTimes {

  private static final String DATE = "0000-00-00";
  private static final String CLOCK = "00:00:00";
  private static final String OFFSET = "00:00";
  private static final int SHORTEST = DATE.length() + 1 + CLOCK.length();
  private static final int MOST_FRACTION = 6;
  private static final int MOST_MINUTES = 18 * 60;
  private static final long MICROS = 1_000_000;

  private final ZoneId zone;
  private long day;
  private long seconds;
  private long micros;
  private int end;

  ByteTimes(ZoneId zone) {
    this.zone = zone;
  }

  /** The days of the date that was read last, since 1970. */
  int day() {
    return (int) day;
  }

  /** The microseconds of the time that was read last, since 1970. */
  long time() {
    return seconds * MICROS + micros;
  }

  /** A day of the calendar. */
  boolean date(byte[] bytes, int from, int to) {
    return to - from == DATE.length() && hasDate(bytes, from);
  }

  /** A time with an offset, or one of the zone. */
  boolean timestamp(byte[] bytes, int from, int to) {
    if (!hasClock(bytes, from, to)) {
      return false;
    }
    if (end == to) {
      // A fraction changes no offset: those change at whole seconds.
      var local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
      seconds = local.atZone(zone).toEpochSecond();
      return true;
    }
    return hasZone(bytes, to);
  }

  /** A time that says its offset itself. */
  boolean instant(byte[] bytes, int from, int to) {
    return hasClock(bytes, from, to) && hasZone(bytes, to);
  }

  /** A time of no zone. */
  boolean localTimestamp(byte[] bytes, int from, int to) {
    return hasClock(bytes, from, to) && end == to;
  }

  private boolean hasDate(byte[] bytes, int at) {
    if (!Digits.fit(bytes, at, DATE)) {
      return false;
    }
    var year = (int) digits(bytes, at, at + 4);
    var month = pair(bytes, at + 5);
    var date = pair(bytes, at + 8);
    if (month < 1 || month > 12 || date < 1 || date > 31) {
      return false;
    }
    if (date > 28 && date > YearMonth.of(year, month).lengthOfMonth()) {
      return false;
    }
    day = sinceEpoch(year, month, date);
    return true;
  }

  // days_from_civil of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": a year begins
  // in March, so that the day which some years have is its last. No object is made of a date.
  private static long sinceEpoch(int year, int month, int date) {
    int since = month > 2 ? year : year - 1;
    int era = Math.floorDiv(since, 400);
    int inEra = since - era * 400;
    int inYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
    return era * 146_097L + inEra * 365L + inEra / 4 - inEra / 100 + inYear - 719_468;
  }

  private boolean hasClock(byte[] bytes, int from, int to) {
    int at = from + DATE.length();
    if (to - from < SHORTEST
        || !hasDate(bytes, from)
        || (bytes[at] != 'T' && bytes[at] != ' ')
        || !Digits.fit(bytes, at + 1, CLOCK)) {
      return false;
    }
    int hour = pair(bytes, at + 1);
    int minute = pair(bytes, at + 4);
    int second = pair(bytes, at + 7);
    seconds = ((day * 24 + hour) * 60 + minute) * 60 + second;
    return hour < 24
        && minute < 60
        && second < 60
        && hasFraction(bytes, at + 1 + CLOCK.length(), to);
  }

  private boolean hasFraction(byte[] bytes, int from, int to) {
    micros = 0;
    end = from;
    if (from == to || bytes[from] != '.') {
      return true;
    }
    int at = from + 1;
    for (long unit = MICROS / 10; at < to && isDigit(bytes[at]); unit /= 10) {
      micros += (bytes[at] - '0') * unit;
      at++;
    }
    end = at;
    return at > from + 1 && at - from - 1 <= MOST_FRACTION;
  }

  private boolean hasZone(byte[] bytes, int to) {
    return end + 1 == to ? bytes[end] == 'Z' : hasOffset(bytes, to);
  }

  private boolean hasOffset(byte[] bytes, int to) {
    if (to - end != 1 + OFFSET.length()
        || (bytes[end] != '+' && bytes[end] != '-')
        || !Digits.fit(bytes, end + 1, OFFSET)) {
      return false;
    }
    int minutes = pair(bytes, end + 1) * 60 + pair(bytes, end + 4);
    seconds -= (bytes[end] == '-' ? -60L : 60L) * minutes;
    return pair(bytes, end + 4) < 60 && minutes <= MOST_MINUTES;
  }

  private static int pair(byte[] bytes, int at) {
    return bytes[at] * 10 + bytes[at + 1] - '0' * 11;
  }
}
