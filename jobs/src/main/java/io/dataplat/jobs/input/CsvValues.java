package io.dataplat.jobs.input;

import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobs.session.ColumnTypes;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Which values of a contract's type a CSV file can hold and give back. */
public record CsvValues(CsvFormat format, String zone, int width) implements Serializable {

  private static final LocalDateTime FIRST = LocalDate.of(0, 1, 1).atStartOfDay();
  private static final LocalDateTime END = LocalDate.of(10_000, 1, 1).atStartOfDay();

  /** Whether a file of a dataset can hold a value; nothing if it can hold every one. */
  public static Optional<Column> fits(
      DatasetContract dataset, ContractColumn column, Column value) {
    return dataset.format() == Format.CSV && dataset.location().path().isPresent()
        ? new CsvValues(
                CsvFormat.of(dataset.options()),
                dataset.timezone().orElse("UTC"),
                dataset.columns().size())
            .fits(column, value)
        : Optional.empty();
  }

  private Optional<Column> fits(ContractColumn column, Column value) {
    var written = ofType(ColumnTypes.of(column), value).map(each -> value.isNull().or(each));
    return Stream.of(written, present(value)).flatMap(Optional::stream).reduce(Column::and);
  }

  // A record with nothing in it is a blank line, which is no record.
  private Optional<Column> present(Column value) {
    return width == 1 && format.nullValue().isEmpty()
        ? Optional.of(value.isNotNull())
        : Optional.empty();
  }

  private Optional<Column> ofType(DataType type, Column value) {
    return switch (type.typeName()) {
      case "string" -> Optional.of(text(value));
      case "float", "double" ->
          Optional.of(
              value.gt(lit(Double.NEGATIVE_INFINITY)).and(value.lt(lit(Double.POSITIVE_INFINITY))));
      case "date" -> Optional.of(date(value));
      case "timestamp" -> Optional.of(timestamp(value));
      case "timestamp_ntz" -> Optional.of(localTimestamp(value));
      default -> Optional.empty();
    };
  }

  private Column text(Column value) {
    var isText = is_valid_utf8(value);
    if (!format.multiline()) {
      isText = isText.and(not(value.contains(lit("\n"))));
    }
    var encoding = format.encoding();
    UDF1<String, Boolean> isEncodable = text -> isEncodable(encoding, text);
    return encoding.equals("UTF-8")
        ? isText
        : isText.and(udf(isEncodable, DataTypes.BooleanType).apply(value));
  }

  private static boolean isEncodable(String encoding, String text) {
    return Charset.forName(encoding).newEncoder().canEncode(text);
  }

  private Column date(Column value) {
    var inYears = value.geq(lit(FIRST.toLocalDate())).and(value.lt(lit(END.toLocalDate())));
    UDF1<String, Boolean> isExact =
        text -> isWrittenExactly(DataTypes.DateType, LocalDate.parse(text));
    return format.datePattern().isEmpty() ? inYears : inYears.and(asText(isExact, value));
  }

  private Column timestamp(Column value) {
    var inYears =
        value
            .geq(lit(FIRST.toInstant(ZoneOffset.UTC)))
            .and(value.lt(lit(END.toInstant(ZoneOffset.UTC))));
    UDF1<Long, Boolean> isExact =
        micros -> isWrittenExactly(DataTypes.TimestampType, TypedRow.instant(micros));
    return format.timestampPattern().isEmpty()
        ? inYears
        : inYears.and(udf(isExact, DataTypes.BooleanType).apply(unix_micros(value)));
  }

  private Column localTimestamp(Column value) {
    var inYears = value.geq(lit(FIRST)).and(value.lt(lit(END)));
    UDF1<String, Boolean> isExact =
        text ->
            isWrittenExactly(
                DataTypes.TimestampNTZType, LocalDateTime.parse(text.replace(' ', 'T')));
    return format.timestampPattern().isEmpty() ? inYears : inYears.and(asText(isExact, value));
  }

  private static Column asText(UDF1<String, Boolean> check, Column value) {
    return udf(check, DataTypes.BooleanType).apply(value.cast(DataTypes.StringType));
  }

  // A declared pattern may leave something out, such as the second of a time.
  private boolean isWrittenExactly(DataType type, Object value) {
    var place = ZoneId.of(zone);
    try {
      var text = new CsvText(format, place).text(value);
      return Objects.equals(new TextForms(format, place).of(type).parse(text), value);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
