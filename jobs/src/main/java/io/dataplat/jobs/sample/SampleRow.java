package io.dataplat.jobs.sample;

import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * A row, and what is to be wrong with it.
 *
 * @param values as the contract wants them, even if the row is faulty
 */
record SampleRow(Row values, Optional<FaultyColumn> fault) {

  boolean isBroken() {
    return fault.map(each -> each.fault() == Fault.BROKEN_RECORD).orElse(false);
  }

  /** What is wrong with a column. */
  Optional<Fault> faultAt(int column) {
    return fault
        .filter(each -> each.fault() != Fault.BROKEN_RECORD && each.column() == column)
        .map(FaultyColumn::fault);
  }
}
