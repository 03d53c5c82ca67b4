package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;

/** The dialect of CSV files. */
public record CsvFormat(
    boolean header,
    char delimiter,
    char quote,
    char escape,
    String encoding,
    String nullValue,
    String dateFormat,
    String timestampFormat,
    boolean multiline,
    boolean trim)
    implements Serializable {

  private static final char END_OF_ASCII = 0x80;

  /** Refuses signs that cannot be found in bytes where records are cut by them. */
  public CsvFormat {
    if (multiline
        && (delimiter >= END_OF_ASCII || quote >= END_OF_ASCII || escape >= END_OF_ASCII)) {
      throw refused("option `multiline` of a CSV dataset wants signs of ASCII");
    }
  }

  /** The dialect that the options of a dataset describe. */
  public static CsvFormat of(Map<String, String> options) {
    var encoding = options.getOrDefault("encoding", "UTF-8");
    checkEncoding(encoding);
    return new CsvFormat(
        Boolean.parseBoolean(options.getOrDefault("header", "true")),
        single(options, "delimiter", ","),
        single(options, "quote", "\""),
        single(options, "escape", "\""),
        encoding,
        options.getOrDefault("nullValue", ""),
        options.getOrDefault("dateFormat", "yyyy-MM-dd"),
        options.getOrDefault("timestampFormat", ""),
        Boolean.parseBoolean(options.getOrDefault("multiline", "false")),
        Boolean.parseBoolean(options.getOrDefault("trim", "false")));
  }

  /** Whether a sign is a blank that stands around values and is none of them. */
  boolean isTrimmed(char sign) {
    return trim && sign != delimiter && (sign == ' ' || sign == '\t');
  }

  /** The declared pattern of times, if it is not ISO. */
  public Optional<String> timestampPattern() {
    return timestampFormat.isEmpty() ? Optional.empty() : Optional.of(timestampFormat);
  }

  /** The declared pattern of dates, if it is not ISO. */
  public Optional<String> datePattern() {
    return dateFormat.equals("yyyy-MM-dd") ? Optional.empty() : Optional.of(dateFormat);
  }

  private static char single(Map<String, String> options, String name, String standard) {
    var value = options.getOrDefault(name, standard);
    if (value.length() != 1) {
      throw refused("option `" + name + "` of a CSV dataset is no single character");
    }
    return value.charAt(0);
  }

  // Records are cut at the byte of a line feed, which these encodings never use inside a character.
  private static void checkEncoding(String encoding) {
    try {
      var name = Charset.forName(encoding).name();
      if (!name.equals("UTF-8")
          && !name.equals("US-ASCII")
          && !name.startsWith("ISO-8859-")
          && !name.startsWith("windows-125")) {
        throw refused("encoding `" + encoding + "` of a CSV dataset is not supported");
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw refused("encoding `" + encoding + "` of a CSV dataset is not known");
    }
  }

  private static JobFailure refused(String message) {
    return new JobFailure(ExitCode.PLAN_REFUSED, "plan-malformed", message);
  }
}
