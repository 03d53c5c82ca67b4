package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.input.CsvText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as a CSV file in the dialect of their dataset. */
record SampleCsv(DatasetContract dataset, CsvFormat format) {

  String text(List<SampleRow> rows) {
    var header =
        text()
            .line(
                dataset.columns().stream()
                    .map(ContractColumn::sourceName)
                    .map(text()::field)
                    .toList());
    var lines = rows.stream().map(this::line).collect(Collectors.joining());
    return (format.header() ? header : "") + lines;
  }

  private CsvText text() {
    return new CsvText(format, ZoneId.of(dataset.timezone().orElse("UTC")));
  }

  private String line(SampleRow row) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < row.values().size(); i++) {
      fields.add(field(row, i));
    }
    if (row.isBroken()) {
      // A record with a field too many is none of the contract.
      fields.add(Fault.TEXT);
    }
    return text().line(fields);
  }

  private String field(SampleRow row, int index) {
    return switch (row.faultAt(index).orElse(Fault.BROKEN_RECORD)) {
      case MISSING_VALUE -> format.nullValue();
      case WRONG_TYPE, NOT_ALLOWED -> Fault.TEXT;
      default -> text().field(row.values().get(index));
    };
  }
}
