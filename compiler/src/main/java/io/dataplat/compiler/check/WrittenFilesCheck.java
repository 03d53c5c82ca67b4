package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.Read;

/** Files that a task writes: their path, and what their format can hold. */
final class WrittenFilesCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      if (FilesTarget.isWritten(context.flow(), dataset)) {
        check(dataset, (Storage.Files) dataset.storage(), findings);
      }
    }
    context
        .flow()
        .reads()
        .filter(reader -> FilesTarget.isWritten(context.flow(), reader.input().dataset().value()))
        .forEach(reader -> checkRead(reader, findings));
  }

  private static void checkRead(DataFlow.Reader reader, Diagnostics findings) {
    if (reader.place().streaming()) {
      reportRead(
          reader, "their files are removed some runs later, and a stream never ends", findings);
    } else if (reader.input().read().value() == Read.CHANGES) {
      reportRead(reader, "they are read by `full` or `interval` yet", findings);
    }
  }

  private static void check(Dataset dataset, Storage.Files files, Diagnostics findings) {
    if (!FilesTarget.isWritable(files.path().value())) {
      findings
          .reporter(Rules.PATH_NOT_WRITABLE)
          .at(
              files.path().spanOr(files.span()),
              "`%s` is no path of new files, and a task writes `%s`"
                  .formatted(files.path().value(), dataset.id()),
              "write a folder, folders with time tokens if you like, and one `*` in the name, such"
                  + " as `orders/{yyyy}/{MM}/{dd}/*.csv`");
    }
    if (files.format().value() == Storage.Format.CSV) {
      dataset.columns().stream()
          .filter(column -> !ColumnType.of(column).isScalar())
          .forEach(column -> reportType(dataset, column, findings));
      checkNull(dataset, files, findings);
    }
  }

  private static void reportType(Dataset dataset, Column column, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_FOR_THIS_FORMAT)
        .at(
            column.type().spanOr(dataset.span()),
            "a CSV file cannot hold `%s`, which is a `%s`"
                .formatted(column.name(), column.type().value()),
            "write `format: parquet`, or a text");
  }

  private static void checkNull(Dataset dataset, Storage.Files files, Diagnostics findings) {
    var csv = files.csv();
    var text = csv.nullValue();
    var isSign =
        text.contains(csv.delimiter())
            || text.contains(csv.quote())
            || text.contains("\n")
            || text.contains("\r")
            || (csv.trim() && !text.equals(text.strip()));
    if (isSign) {
      findings
          .reporter(Rules.NOT_FOR_THIS_FORMAT)
          .at(
              files.span(),
              "`nullValue` of `%s` cannot be written: it holds a sign that ends or quotes values"
                  .formatted(dataset.id()),
              "write a word such as `NULL`, or leave it out");
    }
  }

  private static void reportRead(DataFlow.Reader reader, String why, Diagnostics findings) {
    var input = reader.input();
    findings
        .reporter(Rules.READ_NOT_FOR_MODE)
        .at(
            input.read().spanOr(input.span()),
            "a task writes the files of input `%s`: %s".formatted(input.alias(), why),
            "read them in a batch pipeline by `full` or `interval`");
  }
}
