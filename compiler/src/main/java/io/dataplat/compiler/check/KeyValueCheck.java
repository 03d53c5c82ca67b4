package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;

/** What a hash of a key-value store can hold: single values, each with a text form. */
final class KeyValueCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.datasets().stream()
        .filter(dataset -> dataset.storage() instanceof Storage.KeyValue)
        .forEach(
            dataset ->
                dataset.columns().stream()
                    .filter(column -> ColumnType.of(column).isComposite())
                    .forEach(column -> report(dataset, column, findings)));
  }

  private static void report(Dataset dataset, Column column, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_FOR_THIS_CONNECTION)
        .at(
            column.type().spanOr(column.span()),
            "`%s` of type `%s` cannot be in a hash of `%s`"
                .formatted(
                    column.name(), column.type().value(), dataset.storage().connection().name()),
            "write it as `string`, made by `to_json`");
  }
}
