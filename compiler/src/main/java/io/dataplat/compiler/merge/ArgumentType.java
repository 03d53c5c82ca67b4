package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of template parameters and the values that they take. */
enum ArgumentType {
  STRING(ScalarType.STRING, "(?s).*", "a text, in quotes if it looks like another value"),
  INT(ScalarType.INTEGER, "[+-]?[0-9]+", "an integer"),
  BOOLEAN(ScalarType.BOOLEAN, "true|false", "`true` or `false`"),
  DURATION(ScalarType.STRING, "(0|[1-9][0-9]{0,8})[smhd]", "a duration such as `10m`"),
  DATE(ScalarType.STRING, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as `2025-01-31`"),
  DATASET(
      ScalarType.STRING,
      Names.PATTERN + "\\." + Names.PATTERN,
      "a dataset such as `retail.orders`"),
  COLUMN(ScalarType.STRING, Names.PATTERN, "a column"),
  IDENTIFIER(ScalarType.STRING, Names.PATTERN, "an identifier"),
  SIZE(ScalarType.STRING, Names.PATTERN, "a size"),
  CRON(ScalarType.STRING, "\\S+( +\\S+){4}", "five cron fields");

  private final ScalarType scalar;
  private final Pattern pattern;
  private final String what;

  ArgumentType(ScalarType scalar, String pattern, String what) {
    this.scalar = scalar;
    this.pattern = Pattern.compile(pattern);
    this.what = what;
  }

  static Optional<ArgumentType> of(String text) {
    return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
  }

  /** Returns the type as templates write it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean takes(YamlScalar value) {
    return value.type() == scalar && pattern.matcher(value.text()).matches();
  }

  /** Tells whether a value may stand inside longer text. */
  boolean mayStandInText() {
    return this != BOOLEAN;
  }

  String what() {
    return what;
  }

  /** Apart, because the constants above are made before any static field of this type. */
  private static final class Names {
    static final String PATTERN = "[a-z][a-z0-9]*(_[a-z0-9]+)*";
  }
}
