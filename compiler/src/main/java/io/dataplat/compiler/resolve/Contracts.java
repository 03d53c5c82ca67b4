package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.merge.InheritedColumns;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The columns of all contracts, {@code columnsFrom} written out. */
final class Contracts {
  private final Map<String, MergedDocument> datasets;
  private final Diagnostics diagnostics;
  private final Map<String, Fields> expanded = new LinkedHashMap<>();
  private final Set<String> expanding = new LinkedHashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

  Contracts(Map<String, MergedDocument> datasets, Diagnostics diagnostics) {
    this.datasets = datasets;
    this.diagnostics = diagnostics;
  }

  /** Returns the identity that a full name means. */
  static DatasetId id(String dataset) {
    var dot = dataset.indexOf('.');
    return new DatasetId(dataset.substring(0, dot), dataset.substring(dot + 1));
  }

  boolean knows(String dataset) {
    return datasets.containsKey(dataset);
  }

  /** Reports a dataset that does not exist. */
  void reportUnknown(YamlScalar name, String dataset) {
    diagnostics
        .reporter(Rules.UNKNOWN_DATASET)
        .at(
            name.span(),
            "unknown dataset `%s`".formatted(dataset),
            Hints.nearest(dataset, datasets.keySet(), "datasets"));
  }

  /** Tells whether a finding says already why columns of a dataset are not known. */
  boolean isBroken(String dataset) {
    columns(dataset);
    return broken.contains(dataset);
  }

  /** Returns the columns of an existing dataset. */
  Fields columns(String dataset) {
    var known = expanded.get(dataset);
    if (known != null) {
      return known;
    }
    var document = Optional.ofNullable(datasets.get(dataset)).orElseThrow();
    expanding.add(dataset);
    var spec = new Fields(document.spec());
    var from = spec.scalar("columnsFrom");
    var inherited = from.flatMap(this::inherited);
    var own = spec.below("columns");
    var columns =
        inherited
            .map(others -> new Fields(InheritedColumns.under(others, own.mapping())))
            .orElse(own);
    expanding.remove(dataset);
    if (from.isPresent() && (inherited.isEmpty() || broken.contains(from.get().text()))) {
      broken.add(dataset);
    }
    expanded.put(dataset, columns);
    return columns;
  }

  private Optional<YamlMapping> inherited(YamlScalar from) {
    if (!knows(from.text())) {
      reportUnknown(from, from.text());
      return Optional.empty();
    }
    if (expanding.contains(from.text())) {
      diagnostics
          .reporter(Rules.COLUMNS_CYCLE)
          .at(
              from.span(),
              "`%s` takes its columns from this dataset".formatted(from.text()),
              "the circle is `%s`"
                  .formatted(String.join("` -> `", expanding) + "` -> `" + from.text()));
      return Optional.empty();
    }
    return Optional.of(columns(from.text()).mapping());
  }
}
