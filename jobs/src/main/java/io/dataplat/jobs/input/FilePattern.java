package io.dataplat.jobs.input;

import io.dataplat.jobplan.DataInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.GlobPattern;

/** A glob with time tokens, in the zone of the dataset that the folders are named in. */
public record FilePattern(String pattern, ZoneId zone) {

  private static final String FOLDER = "[A-Za-z0-9_=-][A-Za-z0-9._=-]*/";
  private static final String TIME = "\\{(?:yyyy|MM|dd|HH)}";
  private static final String SIGN = "(?:[A-Za-z0-9._=-]|" + TIME + ")";
  private static final Pattern WRITABLE =
      Pattern.compile(
          "%1$s(?:(?:[A-Za-z0-9=-]|%2$s)%3$s*/)*(?:(?:[A-Za-z0-9=-]|%2$s)%3$s*)?[*]%3$s*"
              .formatted(FOLDER, TIME, SIGN));

  // Every offset on earth is a multiple of this, so no named hour is stepped over.
  private static final Duration STEP = Duration.ofMinutes(15);

  /** Whether the pattern can be read, and finds only what lies below its object store. */
  public boolean isValid() {
    if (pattern.startsWith("/") || List.of(pattern.split("/")).contains("..")) {
      return false;
    }
    try {
      everything().forEach(GlobPattern::compile);
      return true;
    } catch (RuntimeException e) {
      // The exception of a library that Hadoop hides.
      return false;
    }
  }

  /** The globs of all folders, whatever their time. */
  public List<String> everything() {
    return List.of(
        pattern
            .replace("{yyyy}", "[0-9][0-9][0-9][0-9]")
            .replace("{MM}", "[0-9][0-9]")
            .replace("{dd}", "[0-9][0-9]")
            .replace("{HH}", "[0-9][0-9]"));
  }

  /** The globs of the folders that an interval touches, in the order of time. */
  public List<String> touching(DataInterval interval) {
    var globs = new LinkedHashSet<String>();
    for (Instant at = interval.start(); at.isBefore(interval.end()); at = at.plus(STEP)) {
      globs.add(at(at.atZone(zone)));
    }
    return List.copyOf(globs);
  }

  /** A name that the pattern finds, for a row of this time. */
  public String fileAt(ZonedDateTime time) {
    return at(time)
        .replaceAll("\\*+", "sample")
        .replace('?', '0')
        .replaceAll("\\[(.)[^\\]]*\\]", "$1")
        .replaceAll("\\{([^,}]*)[^}]*\\}", "$1");
  }

  /**
   * The path of a new file.
   *
   * @param name what stands for the asterisk of a pattern that is written
   */
  public String fileAt(ZonedDateTime time, String name) {
    return at(time).replace("*", name);
  }

  /** The folders before the first that has a time or a glob in it. */
  public String folder() {
    int first = pattern.split("[*?\\[{\\\\]", 2)[0].lastIndexOf('/');
    return first < 0 ? "" : pattern.substring(0, first);
  }

  /** Whether a path of new files can be made of it: one asterisk, in the name of the file. */
  public boolean isWritable() {
    return WRITABLE.matcher(pattern).matches();
  }

  private String at(ZonedDateTime time) {
    return pattern
        .replace("{yyyy}", String.format(Locale.ROOT, "%04d", time.getYear()))
        .replace("{MM}", two(time.getMonthValue()))
        .replace("{dd}", two(time.getDayOfMonth()))
        .replace("{HH}", two(time.getHour()));
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
