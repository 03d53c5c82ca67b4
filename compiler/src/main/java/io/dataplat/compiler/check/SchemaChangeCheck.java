package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;

/** What may change in a table is said where a task changes it. */
final class SchemaChangeCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      var isOurs = isTable(dataset.storage()) && !context.flow().writers(dataset.id()).isEmpty();
      dataset
          .schemaChange()
          .span()
          .filter(span -> !isOurs)
          .ifPresent(span -> report(dataset, span, findings));
    }
  }

  private static boolean isTable(Storage storage) {
    return storage instanceof Storage.Table || storage instanceof Storage.DeltaTable;
  }

  private static void report(Dataset dataset, SourceSpan span, Diagnostics findings) {
    findings
        .reporter(Rules.NO_SCHEMA_TO_CHANGE)
        .at(
            span,
            "no task writes `" + dataset.id() + "` as a table",
            "remove `schemaChange`; what a source has beside the contract says `onUnknownColumn`");
  }
}
