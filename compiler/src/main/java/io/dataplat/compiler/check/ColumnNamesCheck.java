package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns and nested fields: no two read one field of the source, and a struct has fields. */
final class ColumnNamesCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    context.datasets().forEach(dataset -> check(dataset.columns(), findings));
  }

  static void check(List<Column> columns, Diagnostics findings) {
    Map<String, Column> sourceNames = new LinkedHashMap<>();
    for (var column : columns) {
      if (column.generated().isEmpty()) {
        var source = sourceNames.putIfAbsent(column.sourceName(), column);
        if (source != null) {
          reportSourceName(column, source, findings);
        }
      }
      checkFields(column, findings);
    }
  }

  private static void reportSourceName(Column column, Column same, Diagnostics findings) {
    findings
        .reporter(Rules.DUPLICATE_SOURCE_NAME)
        .at(
            column.span(),
            "columns `"
                + same.name()
                + "` and `"
                + column.name()
                + "` both read `"
                + column.sourceName()
                + "` of the source",
            "give one of them another `sourceName`, or copy the column in a step");
  }

  private static void checkFields(Column column, Diagnostics findings) {
    if (ColumnType.of(column).isStruct() && column.fields().isEmpty()) {
      findings
          .reporter(Rules.STRUCT_WITHOUT_FIELDS)
          .at(
              column.type().spanOr(column.span()),
              "column `" + column.name() + "` is a struct without `fields`",
              "add `fields: {<name>: {type: ...}}`");
    }
    check(column.fields(), findings);
  }
}
