package io.dataplat.compiler.check;

import io.dataplat.compiler.check.CronExpression.BadCron;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A field of a cron expression: its range and its names. */
enum CronField {
  MINUTE("minute", 0, 59, List.of()),
  HOUR("hour", 0, 23, List.of()),
  DAY_OF_MONTH("day of month", 1, 31, List.of()),
  MONTH(
      "month",
      1,
      12,
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
  DAY_OF_WEEK("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"));

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");
  private static final int SUNDAY_AS_SEVEN = 7;

  private final String title;
  private final int first;
  private final int last;
  private final String names;

  CronField(String title, int first, int last, List<String> names) {
    this.title = title;
    this.first = first;
    this.last = last;
    this.names = String.join(" ", names);
  }

  BitSet parse(String text) throws BadCron {
    var values = new BitSet();
    for (var part : text.split(",", -1)) {
      addPart(values, part);
    }
    if (this == DAY_OF_WEEK && values.get(SUNDAY_AS_SEVEN)) {
      values.set(0);
      values.clear(SUNDAY_AS_SEVEN);
    }
    return values;
  }

  private void addPart(BitSet values, String part) throws BadCron {
    var slash = part.indexOf('/');
    var range = slash < 0 ? part : part.substring(0, slash);
    var step = slash < 0 ? 1 : step(part.substring(slash + 1));
    var from = range.equals("*") ? first : value(before(range));
    var to = to(range, slash >= 0, from);
    if (to < from) {
      throw new BadCron("the " + title + " range `" + range + "` ends before it starts");
    }
    for (var value = from; value <= to; value += step) {
      values.set(value);
    }
  }

  private int to(String range, boolean stepped, int from) throws BadCron {
    if (range.equals("*")) {
      return this == DAY_OF_WEEK ? last - 1 : last;
    }
    var dash = range.indexOf('-');
    if (dash >= 0) {
      return value(range.substring(dash + 1));
    }
    if (stepped) {
      throw new BadCron(
          "the step in `" + range + "/...` of the " + title + " needs `*` or a range before it");
    }
    return from;
  }

  private static String before(String range) {
    var dash = range.indexOf('-');
    return dash < 0 ? range : range.substring(0, dash);
  }

  private int step(String text) throws BadCron {
    if (!DIGITS.matcher(text).matches() || Integer.parseInt(text) == 0) {
      throw new BadCron("`" + text + "` is no step of the " + title);
    }
    return Integer.parseInt(text);
  }

  private int value(String text) throws BadCron {
    var name = List.of(names.split(" ", -1)).indexOf(text.toUpperCase(Locale.ROOT));
    if (name >= 0 && !names.isEmpty()) {
      return this == MONTH ? name + 1 : name;
    }
    if (!DIGITS.matcher(text).matches()) {
      throw new BadCron("`" + text + "` is no " + title);
    }
    var value = Integer.parseInt(text);
    if (value < first || value > last) {
      throw new BadCron("the " + title + " `" + text + "` is not in " + first + " to " + last);
    }
    return value;
  }
}
