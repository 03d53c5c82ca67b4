package io.dataplat.compiler.backend.airflow;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Python source text that is safe to print as it is.
 *
 * <p>Only the factories make one, and each knows how its kind of value is written in Python.
 */
public record PythonText(String source) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final long SECONDS_PER_DAY = 86_400;

  /** Returns a name that the compiler made; anything else is a bug. */
  static PythonText name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a Python name: " + name);
    }
    return new PythonText(name);
  }

  static PythonText number(long value) {
    return new PythonText(Long.toString(value));
  }

  static PythonText bool(boolean value) {
    return new PythonText(value ? "True" : "False");
  }

  /** Returns a duration as whole days, hours, minutes or seconds, the largest unit that fits. */
  static PythonText timedelta(Duration value) {
    long seconds = value.toSeconds();
    if (seconds % SECONDS_PER_DAY == 0 && seconds > 0) {
      return new PythonText("timedelta(days=" + seconds / SECONDS_PER_DAY + ")");
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return new PythonText("timedelta(hours=" + seconds / 3600 + ")");
    }
    return new PythonText(
        seconds % 60 == 0
            ? "timedelta(minutes=" + seconds / 60 + ")"
            : "timedelta(seconds=" + seconds + ")");
  }

  /** Returns a local time in a time zone; midnight needs only its day. */
  static PythonText datetime(LocalDateTime time, ZoneId zone) {
    String day = time.getYear() + ", " + time.getMonthValue() + ", " + time.getDayOfMonth();
    String clock =
        time.toLocalTime().equals(LocalTime.MIDNIGHT)
            ? ""
            : ", " + time.getHour() + ", " + time.getMinute() + ", " + time.getSecond();
    return new PythonText(
        "pendulum.datetime(" + day + clock + ", tz=" + PythonLiteral.of(zone.getId()) + ")");
  }

  /** Returns the text of a comment; what could end it or deceive a reader is escaped. */
  static PythonText comment(String text) {
    String literal = PythonLiteral.of(text);
    return new PythonText(
        literal.substring(1, literal.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\"));
  }

  /** Returns a text as one literal, or as one literal a line where it would be too long. */
  static PythonText text(String value, String indent) {
    return new PythonText(PythonLiteral.wrapped(value, indent));
  }
}
