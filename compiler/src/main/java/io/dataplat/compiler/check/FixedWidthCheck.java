package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Dataset.OnUnknownColumn;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Storage.Characters;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines of fixed width: each column lies at one place, inside the line and apart from others. */
final class FixedWidthCheck implements Check {

  private record Field(String column, Characters place, SourceSpan span) {}

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      if (dataset.storage() instanceof Storage.Files files) {
        files.fixedWidth().ifPresent(lines -> check(dataset, lines, findings));
      }
    }
  }

  private static void check(Dataset dataset, Storage.FixedWidth lines, Diagnostics findings) {
    dataset.columns().stream()
        .filter(column -> column.generated().isEmpty())
        .forEach(
            column -> {
              checkPlace(dataset, column, lines, findings);
              checkForm(dataset, column, findings);
            });
    var fields = fields(lines);
    fields.forEach(field -> checkEnds(field, lines, findings));
    checkOverlaps(
        fields.stream().filter(field -> field.place().last() >= field.place().first()).toList(),
        findings);
    checkNull(lines, findings);
    checkUnknown(dataset, findings);
  }

  private static List<Field> fields(Storage.FixedWidth lines) {
    return lines.fields().entrySet().stream()
        .map(field -> field(field, lines))
        .sorted(Comparator.comparingInt(field -> field.place().first()))
        .toList();
  }

  private static Field field(
      Map.Entry<String, Sourced<Characters>> field, Storage.FixedWidth lines) {
    var place = field.getValue();
    return new Field(field.getKey(), place.value(), place.spanOr(lines.span()));
  }

  private static void checkPlace(
      Dataset dataset, Column column, Storage.FixedWidth lines, Diagnostics findings) {
    if (!lines.fields().containsKey(column.name())) {
      findings
          .reporter(Rules.MISSING_FIELD)
          .at(
              lines.span(),
              "`fields` does not say where column `%s` of `%s` lies"
                  .formatted(column.name(), dataset.id()),
              "add its first and last character, such as `%s: 1-10`".formatted(column.name()));
    }
  }

  private static void checkForm(Dataset dataset, Column column, Diagnostics findings) {
    var format = findings.reporter(Rules.NOT_FOR_THIS_FORMAT);
    if (!ColumnType.of(column).isScalar()) {
      format.at(
          column.type().spanOr(dataset.span()),
          "a line of fixed width cannot hold `%s`, which is a `%s`"
              .formatted(column.name(), column.type().value()),
          "write `type: string`, and make the value in a step");
    }
    if (!column.sourceName().equals(column.name())) {
      format.at(
          column.span(),
          "column `%s` has a `sourceName`, and fields of fixed width have no names"
              .formatted(column.name()),
          "remove it: `fields` has the columns by their own names");
    }
  }

  private static void checkEnds(Field field, Storage.FixedWidth lines, Diagnostics findings) {
    var place = field.place();
    if (place.last() < place.first()) {
      findings
          .reporter(Rules.BAD_POSITION)
          .at(
              field.span(),
              "`%s` of `%s` ends before it begins".formatted(place, field.column()),
              "write the first character before the last: `%s-%s`"
                  .formatted(place.last(), place.first()));
    } else if (lines.length().filter(length -> place.last() > length).isPresent()) {
      findings
          .reporter(Rules.BAD_POSITION)
          .at(
              field.span(),
              "`%s` of `%s` ends after the line, whose `length` is %s"
                  .formatted(place, field.column(), lines.length().get()));
    }
  }

  private static void checkOverlaps(List<Field> fields, Diagnostics findings) {
    Field farthest = null;
    for (var field : fields) {
      if (farthest != null && field.place().first() <= farthest.place().last()) {
        findings
            .reporter(Rules.BAD_POSITION)
            .at(
                field.span(),
                "`%s` of `%s` overlaps `%s` of `%s`"
                    .formatted(field.place(), field.column(), farthest.place(), farthest.column()),
                "read such characters once, and take them apart in a step");
      }
      if (farthest == null || field.place().last() > farthest.place().last()) {
        farthest = field;
      }
    }
  }

  private static void checkNull(Storage.FixedWidth lines, Diagnostics findings) {
    var text = lines.nullValue().value();
    if (text.startsWith(" ") || text.endsWith(" ")) {
      findings
          .reporter(Rules.NOT_FOR_THIS_FORMAT)
          .at(
              lines.nullValue().spanOr(lines.span()),
              "`nullValue` begins or ends with a blank, which is padding and no part of a value",
              "write it without; `\"\"` means a blank field");
    }
  }

  private static void checkUnknown(Dataset dataset, Diagnostics findings) {
    var policy = dataset.onUnknownColumn();
    if (policy.value() != OnUnknownColumn.WARN) {
      findings
          .reporter(Rules.NOT_FOR_THIS_FORMAT)
          .at(
              policy.spanOr(dataset.span()),
              "`onUnknownColumn: %s` needs names, and lines of fixed width have none"
                  .formatted(policy.value().name().toLowerCase(Locale.ROOT)),
              "write `warn` for `%s`; `length` makes longer lines corrupt".formatted(dataset.id()));
    }
  }
}
