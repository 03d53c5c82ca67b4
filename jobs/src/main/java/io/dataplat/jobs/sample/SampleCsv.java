package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.input.CsvFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as a CSV file in the dialect of their dataset. */
record SampleCsv(DatasetContract dataset, CsvFormat format) {

  String text(List<SampleRow> rows) {
    var header =
        dataset.columns().stream()
            .map(ContractColumn::sourceName)
            .map(this::quoted)
            .collect(joining());
    var lines = rows.stream().map(this::line).collect(Collectors.joining());
    return (format.header() ? header + "\n" : "") + lines;
  }

  private Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(String.valueOf(format.delimiter()));
  }

  private String line(SampleRow row) {
    var fields =
        IntStream.range(0, row.values().size())
            .mapToObj(index -> field(row, index))
            .collect(joining());
    // A record with a field too many is none of the contract.
    return fields + (row.isBroken() ? format.delimiter() + Fault.TEXT : "") + "\n";
  }

  private String field(SampleRow row, int index) {
    var value = row.values().get(index);
    return switch (row.faultAt(index).orElse(Fault.BROKEN_RECORD)) {
      case MISSING_VALUE -> format.nullValue();
      case WRONG_TYPE, NOT_ALLOWED -> Fault.TEXT;
      default -> value == null ? format.nullValue() : quoted(written(value));
    };
  }

  private String written(Object value) {
    if (value instanceof LocalDate date) {
      return format
          .datePattern()
          .map(pattern -> formatter(pattern).format(date))
          .orElse(date.toString());
    }
    if (value instanceof TemporalAccessor time) {
      return format
          .timestampPattern()
          .map(
              pattern ->
                  formatter(pattern)
                      .format(time instanceof Instant instant ? instant.atZone(zone()) : time))
          .orElseGet(() -> value.toString().length() == 16 ? value + ":00" : value.toString());
    }
    // A small decimal would get an exponent, which is no form of a decimal.
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  private ZoneId zone() {
    return ZoneId.of(dataset.timezone().orElse("UTC"));
  }

  private String quoted(String text) {
    var isPlain =
        !text.equals(format.nullValue())
            && text.indexOf(format.delimiter()) < 0
            && text.indexOf(format.quote()) < 0
            && text.indexOf('\n') < 0;
    var quote = String.valueOf(format.quote());
    return isPlain ? text : quote + text.replace(quote, format.escape() + quote) + quote;
  }
}
