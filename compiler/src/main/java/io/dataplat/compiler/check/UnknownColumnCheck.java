package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Dataset.Layer;
import io.dataplat.compiler.model.Dataset.OnUnknownColumn;
import io.dataplat.compiler.model.Storage;
import java.util.Locale;
import java.util.stream.Stream;

/** What a source has beside its contract: where rows tell it apart, and where it is kept. */
final class UnknownColumnCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      // What tasks here write has the columns of its contract and no others.
      if (dataset.layer().value() == Layer.SOURCE) {
        checkPlace(dataset, findings);
        checkColumn(dataset, findings);
        capturing(dataset).forEach(column -> checkClassification(column, findings));
      }
    }
  }

  private static Stream<Column> capturing(Dataset dataset) {
    return dataset.columns().stream()
        .filter(
            column ->
                column
                    .generated()
                    .filter(each -> each.value() == Generated.UNKNOWN_COLUMNS)
                    .isPresent());
  }

  private static void checkPlace(Dataset dataset, Diagnostics findings) {
    var policy = dataset.onUnknownColumn();
    if (!policy.value().isByRow()) {
      return;
    }
    var span = policy.spanOr(dataset.span());
    var name = "`onUnknownColumn: " + policy.value().name().toLowerCase(Locale.ROOT) + "`";
    if (!(dataset.storage() instanceof Storage.Files files)) {
      findings
          .reporter(Rules.NOT_SUPPORTED_YET)
          .at(
              span,
              name + " is not supported yet where `" + dataset.id() + "` lies",
              "available now: `warn` and `fail`; the others for files");
    } else if (files.format().value() == Storage.Format.CSV && !files.csv().header()) {
      findings
          .reporter(Rules.NOT_FOR_THIS_FORMAT)
          .at(
              span,
              name + " needs names, and CSV with `header: false` has none",
              "remove it: a record with more fields than the contract is corrupt there");
    }
  }

  private static void checkColumn(Dataset dataset, Diagnostics findings) {
    var policy = dataset.onUnknownColumn();
    if (policy.value() == OnUnknownColumn.CAPTURE && capturing(dataset).findAny().isEmpty()) {
      findings
          .reporter(Rules.NO_CAPTURE_COLUMN)
          .at(
              policy.spanOr(dataset.span()),
              "`" + dataset.id() + "` captures unknown columns, and no column keeps them",
              "add a column, such as `more: {type: \"map<string,string>\", nullable: true,"
                  + " classification: pii, generated: unknown_columns}`");
    }
    capturing(dataset)
        .skip(1)
        .forEach(
            column ->
                findings
                    .reporter(Rules.GENERATED_NOT_AVAILABLE)
                    .at(
                        column.span(),
                        "`generated: unknown_columns` of `"
                            + dataset.id()
                            + "`: another column keeps them already"));
  }

  private static void checkClassification(Column column, Diagnostics findings) {
    if (column.classification().compareTo(Classification.PII) < 0) {
      findings
          .reporter(Rules.CAPTURE_CLASSIFICATION)
          .at(
              column.span(),
              "column `"
                  + column.name()
                  + "` is `"
                  + column.classification().name().toLowerCase(Locale.ROOT)
                  + "`, but what nobody has declared may be personal",
              "write `classification: pii` or `classification: sensitive`");
    }
  }
}
