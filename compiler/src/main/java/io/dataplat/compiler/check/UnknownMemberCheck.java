package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Generated;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The row for what is not known: complete, of the right types, and in a table that can keep it. */
final class UnknownMemberCheck implements Check {

  private static final Set<WriteMode> ADDING =
      EnumSet.of(WriteMode.APPEND, WriteMode.OVERWRITE_INTERVAL, WriteMode.OVERWRITE_GROUPS);
  private static final Set<Generated> FILLED =
      EnumSet.of(
          Generated.SURROGATE_KEY, Generated.BATCH_ID, Generated.VALID_FROM, Generated.IS_CURRENT);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.datasets().stream()
        .filter(dataset -> !dataset.unknownMember().isEmpty())
        .forEach(dataset -> new OfDataset(context, dataset, findings).check());
  }

  private record OfDataset(CheckContext context, Dataset dataset, Diagnostics findings) {

    void check() {
      if (dataset.generatedColumn(Generated.SURROGATE_KEY).isEmpty()) {
        report(
            place(),
            "has no surrogate key by which rows could name it",
            "add a column with `generated: surrogate_key`");
      }
      context.flow().writers(dataset.id()).stream()
          .map(writer -> writer.output().write().mode().value())
          .filter(ADDING::contains)
          .findFirst()
          .ifPresent(this::reportMode);
      dataset.columns().forEach(this::check);
    }

    private void reportMode(WriteMode mode) {
      report(
          place(),
          "is written by `" + mode.name().toLowerCase(Locale.ROOT) + "`, which is for facts",
          "write a dimension by `overwrite`, `upsert`, `scd1`, `scd2` or `snapshot`");
    }

    private void check(Column column) {
      var value = Optional.ofNullable(dataset.unknownMember().get(column.name()));
      if (value.isPresent()) {
        checkValue(column, value.get());
      } else if (!column.nullable() && !isFilled(column)) {
        report(
            place(),
            "needs a value for `" + column.name() + "`, which is not nullable",
            column.generated().isPresent()
                ? "write `nullable: true` at the column"
                : "add `" + column.name() + ": <value>`");
      }
    }

    private static boolean isFilled(Column column) {
      return column.generated().filter(each -> FILLED.contains(each.value())).isPresent();
    }

    private void checkValue(Column column, Sourced<Object> value) {
      var span = value.spanOr(place());
      if (column.generated().isPresent()) {
        report(span, "gives `" + column.name() + "`, which the writer fills", "remove it");
      } else if (column.mask().isPresent()) {
        report(span, "gives `" + column.name() + "`, which is stored masked", "remove it");
      } else if (isExpiring(column)) {
        report(
            span,
            "gives `" + column.name() + "` a time, after whose `retention` it is deleted",
            "remove `retention`: facts need all members of their dimension");
      } else {
        misfit(column, value.value())
            .ifPresent(
                reason ->
                    report(
                        span,
                        "gives `"
                            + column.name()
                            + "` the value `"
                            + value.value()
                            + "`: it "
                            + reason,
                        "write a value that the column can have"));
      }
    }

    private boolean isExpiring(Column column) {
      return dataset.retention().isPresent()
          && dataset.timeColumn().filter(time -> time.value().equals(column.name())).isPresent();
    }

    private static Optional<String> misfit(Column column, Object value) {
      var type = ColumnType.of(column);
      if (!type.isScalar()) {
        return Optional.of("is no `" + type.text() + "`");
      }
      var allowed = column.allowedValues().stream().map(each -> each.value().toString()).toList();
      return LiteralFit.misfit(type, value)
          .or(
              () ->
                  allowed.isEmpty() || allowed.contains(value.toString())
                      ? Optional.empty()
                      : Optional.of("is none of its `allowedValues`"));
    }

    private SourceSpan place() {
      return dataset.unknownMember().values().iterator().next().spanOr(dataset.span());
    }

    private void report(SourceSpan place, String what, String hint) {
      findings
          .reporter(Rules.UNKNOWN_MEMBER_DOES_NOT_FIT)
          .at(place, "the unknown member of `" + dataset.id() + "` " + what, hint);
    }
  }
}
