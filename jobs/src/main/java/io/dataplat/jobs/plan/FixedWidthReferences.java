package io.dataplat.jobs.plan;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobs.input.FixedWidthFormat;
import io.dataplat.jobs.input.TypedRow;
import io.dataplat.jobs.session.ColumnTypes;

/** Lines of fixed width have each column at a place, and nothing that the contract lacks. */
final class FixedWidthReferences {

  private FixedWidthReferences() {}

  static void check(DatasetContract dataset) {
    if (dataset.format() != Format.FIXED_WIDTH) {
      return;
    }
    if (dataset.onUnknownColumn() != OnUnknownColumn.WARN) {
      throw PlanNames.refused(
          "has `"
              + dataset.onUnknownColumn()
              + "` for the unknown columns of `"
              + dataset.id()
              + "`, whose lines name none");
    }
    if (!dataset.columns().stream().map(ColumnTypes::of).allMatch(TypedRow::isPlain)) {
      throw PlanNames.refused(
          "has a column of `" + dataset.id() + "` that a line of fixed width cannot hold");
    }
    FixedWidthFormat.of(dataset);
  }
}
