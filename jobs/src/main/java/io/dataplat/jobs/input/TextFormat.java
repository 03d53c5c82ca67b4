package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;

/** How the records and values of text files are written. */
public sealed interface TextFormat extends Serializable permits CsvFormat, FixedWidthFormat {

  /** Whether the first line is no record. */
  boolean header();

  /** The encoding of the files. */
  String encoding();

  /** The text that means null. */
  String nullValue();

  /** The pattern of dates. */
  String dateFormat();

  /** The pattern of times; empty for ISO. */
  String timestampFormat();

  /** The declared pattern of times, if it is not ISO. */
  default Optional<String> timestampPattern() {
    return timestampFormat().isEmpty() ? Optional.empty() : Optional.of(timestampFormat());
  }

  /** The declared pattern of dates, if it is not ISO. */
  default Optional<String> datePattern() {
    return dateFormat().equals("yyyy-MM-dd") ? Optional.empty() : Optional.of(dateFormat());
  }

  /** The encoding that options name. */
  static String encoding(Map<String, String> options) {
    var encoding = options.getOrDefault("encoding", "UTF-8");
    try {
      var name = Charset.forName(encoding).name();
      if (!name.equals("UTF-8")
          && !name.equals("US-ASCII")
          && !name.startsWith("ISO-8859-")
          && !name.startsWith("windows-125")) {
        // Records are cut at the byte of a line feed, which may be a part of a character there.
        throw refused("encoding `" + encoding + "` of text files is not supported");
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw refused("encoding `" + encoding + "` of text files is not known");
    }
    return encoding;
  }

  /** A plan whose options describe no text files. */
  static JobFailure refused(String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, "plan-malformed", message);
  }
}
