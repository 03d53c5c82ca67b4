package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.DatasetId;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The Airflow assets: the tables that batch tasks of the repository write. */
final class Assets {

  private final Map<DatasetId, Dataset> updated = new LinkedHashMap<>();

  Assets(Platform platform) {
    for (Domain domain : platform.domains()) {
      for (Pipeline pipeline : domain.pipelines()) {
        if (pipeline.enabled().value() && pipeline.mode().value() == Pipeline.Mode.BATCH) {
          pipeline.tasks().stream()
              .flatMap(task -> task.outputs().stream())
              .map(output -> output.dataset().value())
              .forEach(dataset -> updated.put(dataset.id(), dataset));
        }
      }
    }
  }

  /** Returns the updated datasets that a task reads; nothing ever updates the others. */
  List<AssetPlan> inlets(Task task) {
    return sorted(
        task.inputs().stream()
            .map(input -> input.dataset().value())
            .filter(dataset -> updated.containsKey(dataset.id()))
            .toList());
  }

  List<AssetPlan> outlets(Task task) {
    return sorted(task.outputs().stream().map(output -> output.dataset().value()).toList());
  }

  /** Returns the asset of a dataset that a batch task updates, as the check stage made sure. */
  AssetPlan of(DatasetId id) {
    return asset(Objects.requireNonNull(updated.get(id)));
  }

  private static List<AssetPlan> sorted(Collection<Dataset> datasets) {
    var byName = new TreeMap<String, AssetPlan>();
    datasets.forEach(dataset -> byName.put(dataset.id().toString(), asset(dataset)));
    return List.copyOf(byName.values());
  }

  /** Returns the asset of a table; its URI has no trailing slash, query or user, as Airflow's. */
  static AssetPlan asset(Dataset dataset) {
    return new AssetPlan(
        dataset.id().toString(),
        uri(dataset.storage()),
        Names.constant(dataset.id().domain(), dataset.id().name()));
  }

  private static String uri(Storage storage) {
    if (storage instanceof Storage.DatabaseTable table) {
      var isMysql = table.connection().place() instanceof Place.Mysql;
      return (isMysql ? "x-mysql://" : "x-postgresql://")
          + table.connection().name()
          + "/"
          + encoded(table.name().value());
    }
    if (storage instanceof Storage.KeyValue keys) {
      return "x-redis://" + keys.connection().name() + "/" + keys.prefix().replace(':', '/');
    }
    if (storage instanceof Storage.DeltaTable table) {
      return "x-delta://" + table.connection().name() + "/" + table.name().value();
    }
    if (storage instanceof Storage.Files files) {
      var folder = Storage.Files.folder(files.path().value());
      return "x-files://" + files.connection().name() + "/" + folder;
    }
    var name = ((Storage.Table) storage).name().value();
    return "x-iceberg://" + storage.connection().name() + "/" + name.replace('.', '/');
  }

  // A database takes any name, an address does not.
  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
