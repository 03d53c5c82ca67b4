package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Storage.DeltaTable;
import io.dataplat.compiler.model.Storage.Partition;
import io.dataplat.compiler.model.Storage.Transform;
import java.util.regex.Pattern;

/** A Delta table lies in a folder of its own and is partitioned by columns that may be seen. */
final class DeltaTableCheck implements Check {

  private static final Pattern FOLDERS =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      if (dataset.storage() instanceof Storage.DeltaTable table) {
        checkFolder(table, findings);
        table.partitionBy().forEach(each -> checkPartition(dataset, table, each, findings));
      }
    }
  }

  private static void checkFolder(DeltaTable table, Diagnostics findings) {
    if (!FOLDERS.matcher(table.name().value()).matches()) {
      findings
          .reporter(Rules.NOT_FOR_THIS_CONNECTION)
          .at(
              table.name().spanOr(table.span()),
              "`%s` is no folder of a Delta table in `%s`"
                  .formatted(table.name().value(), table.connection().name()),
              "write folders below the root of the connection, such as `sales/orders`");
    }
  }

  private static void checkPartition(
      Dataset dataset, DeltaTable table, Sourced<Partition> partition, Diagnostics findings) {
    var column = partition.value().column();
    if (partition.value().transform() != Transform.IDENTITY) {
      findings
          .reporter(Rules.BAD_PARTITION)
          .at(
              partition.spanOr(table.span()),
              "a Delta table is partitioned by columns only, not by something of `%s`"
                  .formatted(column),
              "add a column that holds it, or leave it out: Delta finds files by the bounds of"
                  + " their columns");
    } else if (dataset.column(column).map(DeltaTableCheck::isPersonal).orElse(false)) {
      findings
          .reporter(Rules.BAD_PARTITION)
          .at(
              partition.spanOr(table.span()),
              "the personal column `%s` would stand in the names of folders".formatted(column),
              "partition by another column");
    }
  }

  private static boolean isPersonal(Column column) {
    return column.classification().compareTo(Column.Classification.PII) >= 0;
  }
}
