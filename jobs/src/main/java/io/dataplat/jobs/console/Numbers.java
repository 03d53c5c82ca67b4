package io.dataplat.jobs.console;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

  private static final long KILO = 1000;

  private Numbers() {}

  /** With a comma at each thousand. */
  public static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things. */
  public static String count(long number, String thing) {
    return of(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** A number of what, behind a comma; nothing of nothing. */
  public static String unlessZero(String what, long number) {
    return number == 0 ? "" : ", " + what + " " + of(number);
  }

  /** A size in the unit that makes it short. */
  public static String bytes(long bytes) {
    if (bytes < KILO) {
      return count(bytes, "byte");
    }
    var units = new String[] {"kB", "MB", "GB", "TB", "PB"};
    double value = bytes;
    var unit = -1;
    while (value >= KILO && unit < units.length - 1) {
      value /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
