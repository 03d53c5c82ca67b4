package io.dataplat.jobs.input;

import io.dataplat.jobplan.ChangesInput;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseSystem;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.write.ChangesPosition;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The column by which a database table is read by its changes; its values are the places. */
record ChangesColumn(Input input, DatasetContract dataset, DatabaseSystem system) {

  ChangesInput settings() {
    return input.changes().orElseThrow();
  }

  private ContractColumn column() {
    return dataset.column(settings().column()).orElseThrow();
  }

  /** As the database spells it. */
  String sourceName() {
    return column().sourceName();
  }

  private DataType type() {
    return ColumnTypes.of(column());
  }

  /** Whether its values are times; else they are whole numbers. */
  boolean isTime() {
    return type().equals(DataTypes.TimestampType);
  }

  /** Places in their order, the one before everything first. */
  Comparator<String> order() {
    Comparator<String> values =
        isTime() ? Comparator.comparing(this::time) : Comparator.comparing(this::number);
    return (one, other) -> {
      if (one.equals(ChangesPosition.START) || other.equals(ChangesPosition.START)) {
        return Boolean.compare(
            !one.equals(ChangesPosition.START), !other.equals(ChangesPosition.START));
      }
      return values.compare(one, other);
    };
  }

  private Instant time(String place) {
    try {
      return Instant.parse(place);
    } catch (DateTimeException e) {
      throw unknown(place);
    }
  }

  private BigInteger number(String place) {
    try {
      return new BigInteger(place);
    } catch (NumberFormatException e) {
      throw unknown(place);
    }
  }

  private JobFailure unknown(String place) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        "other-input",
        ("the input `%s` was read up to `%s`, which is no value of `%s`; run with `--rewind-to"
                + " start` to read the table anew")
            .formatted(input.alias(), place, settings().column()));
  }

  /** The condition for the rows between two places, and for those that have none. */
  String condition(String from, String to) {
    return from.equals(to)
        ? "false"
        : "((%s) OR %s IS NULL)".formatted(range(from, to), system.quote(sourceName()));
  }

  /** The condition for the rows between two places, in SQL of the database. */
  String range(String from, String to) {
    var name = system.quote(sourceName());
    var upper = name + " < " + literal(to);
    return from.equals(ChangesPosition.START)
        ? upper
        : "%s >= %s AND %s".formatted(name, literal(lowered(from)), upper);
  }

  // What is read again was read already, so the place stays where it is.
  private String lowered(String from) {
    return settings()
        .overlap()
        .map(overlap -> time(from).minus(Duration.parse(overlap)).toString())
        .orElse(from);
  }

  private String literal(String place) {
    return isTime() ? system.literal(time(place)) : number(place).toString();
  }
}
