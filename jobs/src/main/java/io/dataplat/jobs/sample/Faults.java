package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobs.input.FixedWidthFormat;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The ways in which a row of a dataset can be wrong. */
final class Faults {

  private static final Set<Format> TEXTS = EnumSet.of(Format.CSV, Format.JSON, Format.FIXED_WIDTH);

  private Faults() {}

  static List<FaultyColumn> possible(DatasetContract dataset) {
    var faults = new ArrayList<FaultyColumn>();
    // A table takes neither texts that are no values nor records that are no rows.
    var isText = TEXTS.contains(dataset.format());
    if (isText && isBreakable(dataset)) {
      faults.add(new FaultyColumn(Fault.BROKEN_RECORD, 0));
    }
    for (int i = 0; i < dataset.columns().size(); i++) {
      var column = dataset.columns().get(i);
      if (isText && !isString(column)) {
        faults.add(new FaultyColumn(Fault.WRONG_TYPE, i));
      }
      if (!column.nullable()) {
        faults.add(new FaultyColumn(Fault.MISSING_VALUE, i));
      }
      if (isString(column) && (!column.allowedValues().isEmpty() || column.pattern().isPresent())) {
        faults.add(new FaultyColumn(Fault.NOT_ALLOWED, i));
      }
    }
    return faults;
  }

  // A line of one character that lacks it is blank, which is no record.
  private static boolean isBreakable(DatasetContract dataset) {
    return dataset.format() != Format.FIXED_WIDTH || FixedWidthFormat.of(dataset).length() > 1;
  }

  private static boolean isString(ContractColumn column) {
    return ColumnTypes.of(column).sql().equals("STRING");
  }
}
