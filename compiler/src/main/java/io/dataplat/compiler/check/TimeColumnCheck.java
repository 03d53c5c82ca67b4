package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;

/** The event time is a time. */
final class TimeColumnCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      dataset.timeColumn().ifPresent(timeColumn -> check(dataset, timeColumn, findings));
    }
  }

  private static void check(Dataset dataset, Sourced<String> timeColumn, Diagnostics findings) {
    dataset
        .column(timeColumn.value())
        .filter(column -> !ColumnType.of(column).isTime())
        .ifPresent(
            column ->
                findings
                    .reporter(Rules.NOT_A_TIME)
                    .at(
                        timeColumn.spanOr(dataset.span()),
                        "`timeColumn: "
                            + timeColumn.value()
                            + "` has the type `"
                            + column.type().value()
                            + "`",
                        "name a `timestamp`, `timestamp_ntz` or `date` column"));
  }
}
