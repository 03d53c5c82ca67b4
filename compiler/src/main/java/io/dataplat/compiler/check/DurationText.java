package io.dataplat.compiler.check;

import java.time.Duration;

/** Durations in the spelling of the language, in the largest unit that is exact. */
final class DurationText {

  private DurationText() {}

  static String of(Duration duration) {
    var seconds = duration.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 86_400) {
      return "`" + duration.toDays() + "d`";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return "`" + duration.toHours() + "h`";
    }
    return seconds % 60 == 0 ? "`" + duration.toMinutes() + "m`" : "`" + seconds + "s`";
  }
}
