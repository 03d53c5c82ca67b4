package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Looks up columns that a document names. */
record ContractColumns(String dataset, List<Column> columns, Diagnostics diagnostics) {

  /** Finds a column, or reports that there is none. */
  Optional<Column> find(YamlScalar name) {
    return find(name, name.text());
  }

  /** Finds a column that is named inside a longer text. */
  Optional<Column> find(YamlScalar place, String name) {
    return find(place.span(), name);
  }

  /** Finds a column that stands at a place. */
  Optional<Column> find(SourceSpan place, String name) {
    var found = columns.stream().filter(column -> column.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_COLUMN)
          .at(
              place,
              "dataset `%s` has no column `%s`".formatted(dataset, name),
              Hints.nearest(name, columns.stream().map(Column::name).toList(), "columns"));
    }
    return found;
  }
}
