package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;
import java.nio.charset.StandardCharsets;

/** What a table of a database can hold: single values. */
final class DatabaseTableCheck implements Check {

  private static final int MOST_BYTES_OF_NAME = 63;

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.datasets().stream()
        .filter(dataset -> dataset.storage() instanceof Storage.DatabaseTable)
        .forEach(dataset -> check(dataset, findings));
  }

  private static void check(Dataset dataset, Diagnostics findings) {
    dataset.columns().stream()
        .filter(column -> ColumnType.of(column).isComposite())
        .forEach(column -> report(dataset, column, findings));
    dataset.columns().forEach(column -> checkLength(dataset, column, findings));
  }

  // A longer name would be cut off without a word, and then be that of another column.
  private static void checkLength(Dataset dataset, Column column, Diagnostics findings) {
    var bytes = column.sourceName().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES_OF_NAME) {
      findings
          .reporter(Rules.NAME_TOO_LONG)
          .at(
              column.span(),
              "column `%s` has %s bytes, the database `%s` takes %s"
                  .formatted(
                      column.sourceName(),
                      bytes,
                      dataset.storage().connection().name(),
                      MOST_BYTES_OF_NAME));
    }
  }

  private static void report(Dataset dataset, Column column, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_FOR_THIS_CONNECTION)
        .at(
            column.type().spanOr(column.span()),
            "`%s` of type `%s` cannot be in a table of the database `%s`"
                .formatted(
                    column.name(), column.type().value(), dataset.storage().connection().name()),
            "read it as `string` from a view that makes JSON of it, or write it as `to_json` of it");
  }
}
