package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.input.FixedWidthFormat;
import io.dataplat.jobs.input.FixedWidthText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as lines of fixed width in the form of their dataset. */
record SampleFixedWidth(DatasetContract dataset, FixedWidthFormat format) {

  String text(List<SampleRow> rows) {
    var header =
        dataset.columns().stream()
            .map(ContractColumn::name)
            .collect(Collectors.joining(" ", "", "\n"));
    var lines = rows.stream().map(this::line).collect(Collectors.joining());
    return (format.header() ? header : "") + lines;
  }

  private String line(SampleRow row) {
    if (row.isBroken()) {
      // A line with a character too few is none of the contract.
      return Fault.TEXT.repeat(format.length() - 1) + "\n";
    }
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; i < row.values().size(); i++) {
      values.add(value(row, i));
    }
    return new FixedWidthText(format, ZoneId.of(dataset.timezone().orElse("UTC"))).line(values);
  }

  private static @Nullable Object value(SampleRow row, int index) {
    return switch (row.faultAt(index).orElse(Fault.BROKEN_RECORD)) {
      case MISSING_VALUE -> null;
      case WRONG_TYPE, NOT_ALLOWED -> Fault.TEXT;
      default -> row.values().get(index);
    };
  }
}
