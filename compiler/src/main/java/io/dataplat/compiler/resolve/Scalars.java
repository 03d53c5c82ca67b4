package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Parses scalars whose form says more than a text; what no value has that form is reported. */
final class Scalars {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern MEMORY = Pattern.compile("(\\d{1,9})(Mi|Gi)");
  private static final Pattern CPU = Pattern.compile("(\\d{1,9})(m?)");
  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)%");

  private final Diagnostics diagnostics;

  Scalars(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Optional<Sourced<Duration>> duration(Fields fields, String key) {
    return read(fields, key, Scalars::duration, Rules.BAD_DURATION, "write `10m` or `400d`");
  }

  Sourced<Duration> duration(Fields fields, String key, Duration builtIn) {
    return duration(fields, key).orElseGet(() -> Sourced.builtIn(builtIn));
  }

  Optional<Sourced<Quantity>> memory(Fields fields, String key) {
    return read(fields, key, Scalars::memory, Rules.BAD_QUANTITY, "write `512Mi` or `4Gi`");
  }

  Optional<Sourced<Quantity>> cpu(Fields fields, String key) {
    return read(fields, key, Scalars::cpu, Rules.BAD_QUANTITY, "write `8` or `500m`");
  }

  Optional<Sourced<BigDecimal>> percent(Fields fields, String key) {
    return read(fields, key, Scalars::percent, Rules.BAD_PERCENT, "write `99.5%`");
  }

  Optional<Sourced<LocalDate>> date(Fields fields, String key) {
    return read(fields, key, Scalars::date, Rules.BAD_DATE, "write a calendar day, `2025-01-31`");
  }

  Sourced<ZoneId> zone(Fields fields, String key) {
    return read(fields, key, Scalars::zone, Rules.BAD_TIMEZONE, "write `Europe/Zurich` or `UTC`")
        .orElseGet(() -> Sourced.builtIn(ZoneId.of("UTC")));
  }

  /** Returns a value as the type of its scalar says. */
  static Sourced<Object> value(YamlScalar scalar) {
    Object value =
        switch (scalar.type()) {
          case INTEGER, FLOAT -> number(scalar.text());
          case BOOLEAN -> scalar.text().equalsIgnoreCase("true");
          case STRING, NULL -> scalar.text();
        };
    return Sourced.at(value, scalar);
  }

  /** Returns a number that is none of the odd ones. */
  static Optional<BigDecimal> number(YamlScalar scalar) {
    return value(scalar).value() instanceof BigDecimal number
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Returns how many seconds a duration has. */
  static Optional<BigDecimal> seconds(String text) {
    return duration(text).map(duration -> BigDecimal.valueOf(duration.toSeconds()));
  }

  private static Object number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text; // Hexadecimal and infinite numbers are no values of a column, but are no bug.
    }
  }

  private <T> Optional<Sourced<T>> read(
      Fields fields, String key, Function<String, Optional<T>> parse, Rule rule, String hint) {
    var scalar = fields.scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    var value = parse.apply(scalar.get().text());
    if (value.isEmpty()) {
      var message = "`%s` does not take `%s`".formatted(key, scalar.get().text());
      diagnostics.reporter(rule).at(scalar.get().span(), message, hint);
    }
    return value.map(parsed -> Sourced.at(parsed, scalar.get()));
  }

  private static Optional<Duration> duration(String text) {
    var matcher = DURATION.matcher(text);
    return matcher.matches()
        ? Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2))))
        : Optional.empty();
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }

  private static Optional<Quantity> memory(String text) {
    var matcher = MEMORY.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Quantity.ofBytes(
                Long.parseLong(matcher.group(1)) << (matcher.group(2).equals("Gi") ? 30 : 20)))
        : Optional.empty();
  }

  private static Optional<Quantity> cpu(String text) {
    var matcher = CPU.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Quantity.ofMilliCores(
                Long.parseLong(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1000 : 1)))
        : Optional.empty();
  }

  private static Optional<BigDecimal> percent(String text) {
    var matcher = PERCENT.matcher(text);
    return matcher.matches() ? Optional.of(new BigDecimal(matcher.group(1))) : Optional.empty();
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return text.equals("UTC") || text.contains("/")
          ? Optional.of(ZoneId.of(text))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
