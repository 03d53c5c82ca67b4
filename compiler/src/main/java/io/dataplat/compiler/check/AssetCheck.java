package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Storage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Each Airflow asset is one dataset: of two with one URI, Airflow turns off one. */
final class AssetCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    Map<String, Dataset> claimed = new LinkedHashMap<>();
    for (var dataset : context.datasets()) {
      if (isAsset(context.flow(), dataset) && dataset.storage() instanceof Storage.Table table) {
        var other = claimed.putIfAbsent(location(table), dataset);
        if (other != null) {
          report(dataset, other, table, findings);
        }
      }
    }
  }

  /** Whether Airflow learns of updates of a dataset. */
  static boolean isAsset(DataFlow flow, Dataset dataset) {
    return flow.writers(dataset.id()).stream().anyMatch(writer -> !writer.place().streaming());
  }

  // Airflow compares URIs in a normal form; catalogs compare names without case.
  static String location(Storage.Table table) {
    return table.connection().name() + "/" + table.name().value().toLowerCase(Locale.ROOT);
  }

  private static void report(
      Dataset dataset, Dataset other, Storage.Table table, Diagnostics findings) {
    findings
        .reporter(Rules.ASSET_CONFLICT)
        .at(
            table.name().spanOr(table.span()),
            "`"
                + dataset.id()
                + "` and `"
                + other.id()
                + "` are one Airflow asset: both are table `"
                + table.name().value()
                + "` of `"
                + table.connection().name()
                + "`",
            "give each its own table, or make them one dataset");
  }
}
