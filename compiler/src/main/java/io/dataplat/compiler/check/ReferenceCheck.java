package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.Measure;
import io.dataplat.compiler.model.Expectation.Scope;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;

/** Values can be compared with those of the table, or of another one, that is published. */
final class ReferenceCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      for (var expectation : dataset.expectations()) {
        if (expectation instanceof Expectation.Metric metric) {
          checkWritten(context, dataset, metric, findings);
          checkReferences(dataset, metric, findings);
        }
      }
    }
    for (var place : context.flow().tasks()) {
      place
          .task()
          .references()
          .forEach(reference -> checkReadable(place.task(), reference, findings));
    }
  }

  private static void checkWritten(
      CheckContext context, Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    var isOfTables =
        metric.scope() == Scope.TABLE || metric.measure().value() == Measure.INVALID_REFERENCES;
    if (isOfTables && context.flow().writers(dataset.id()).isEmpty()) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.span(),
              "`%s` compares with tables, and nobody here writes `%s`"
                  .formatted(metric.name(), dataset.id()),
              "write it in the contract of a dataset that a task writes");
    } else if (metric.scope() == Scope.TABLE && dataset.storage() instanceof Storage.DeltaTable) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.span(),
              "`%s` compares with all rows of `%s`, which is a Delta table"
                  .formatted(metric.name(), dataset.id()),
              "write `scope: batch`, or keep the dataset in a catalog");
    } else if (metric.scope() == Scope.TABLE
        && dataset.storage() instanceof Storage.DatabaseTable) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.span(),
              "`%s` compares with all rows of `%s`, which is a table of a database"
                  .formatted(metric.name(), dataset.id()),
              "write `scope: batch`, and let a unique index of the database do the rest");
    } else if (metric.scope() == Scope.TABLE && dataset.storage() instanceof Storage.Files) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.span(),
              "`%s` compares with all rows of `%s`, which is files"
                  .formatted(metric.name(), dataset.id()),
              "write `scope: batch`, or keep the dataset in a catalog");
    } else if (metric.scope() == Scope.TABLE && dataset.storage() instanceof Storage.KeyValue) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.span(),
              "`%s` compares with all rows of `%s`, which is in a key-value store"
                  .formatted(metric.name(), dataset.id()),
              "write `scope: batch`; a key has one value there anyway");
    }
  }

  private static void checkReferences(
      Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    if (metric.measure().value() != Measure.INVALID_REFERENCES) {
      return;
    }
    for (var name : metric.columns()) {
      dataset
          .column(name.value())
          .filter(column -> column.references().isEmpty())
          .ifPresent(
              column ->
                  findings
                      .reporter(Rules.REFERENCE_NOT_READABLE)
                      .at(
                          name.spanOr(metric.span()),
                          "column `" + column.name() + "` references nothing",
                          "add `references: domain.dataset.column` to the column"));
    }
  }

  private static void checkReadable(Task task, Task.Reference reference, Diagnostics findings) {
    var id = reference.dataset().id();
    if (task.outputs().stream().anyMatch(output -> output.dataset().value().id().equals(id))) {
      findings
          .reporter(Rules.REFERENCE_NOT_READABLE)
          .at(
              reference.span(),
              "`%s` references `%s`, which the same task writes: it compares with what was published before"
                  .formatted(reference.column().name(), id),
              "write `" + id + "` in a task of its own, or compare the rows in a `query` metric");
    } else if (!(reference.dataset().storage() instanceof Storage.Table)) {
      findings
          .reporter(Rules.REFERENCE_NOT_READABLE)
          .at(
              reference.span(),
              "`%s` references `%s`, which is no table".formatted(reference.column().name(), id),
              "load it into a table, and reference that");
    }
  }
}
