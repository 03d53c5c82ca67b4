package io.dataplat.jobs.input;

import java.util.Map;

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
    implements TextFormat {

  private static final char END_OF_ASCII = 0x80;

  /** Refuses signs that cannot be found in bytes where records are cut by them. */
  public CsvFormat {
    if (multiline
        && (delimiter >= END_OF_ASCII || quote >= END_OF_ASCII || escape >= END_OF_ASCII)) {
      throw TextFormat.refused("option `multiline` of a CSV dataset wants signs of ASCII");
    }
  }

  /** The dialect that the options of a dataset describe. */
  public static CsvFormat of(Map<String, String> options) {
    return new CsvFormat(
        Boolean.parseBoolean(options.getOrDefault("header", "true")),
        single(options, "delimiter", ","),
        single(options, "quote", "\""),
        single(options, "escape", "\""),
        TextFormat.encoding(options),
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

  private static char single(Map<String, String> options, String name, String standard) {
    var value = options.getOrDefault(name, standard);
    if (value.length() != 1) {
      throw TextFormat.refused("option `" + name + "` of a CSV dataset is no single character");
    }
    return value.charAt(0);
  }
}
