package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Rows of which some values are given: another nullable column is null, any other one gets a sample
 * value. No row that lacks a part of its key gets the key of another one.
 */
record CompletedRows(DatasetContract dataset, DataInterval time) {

  private static final int MOST_ATTEMPTS = 1000;

  /** The rows in the order of the contract's columns. */
  List<Row> of(List<Map<String, @Nullable Object>> given) {
    var taken = new HashSet<List<@Nullable Object>>();
    given.stream().filter(this::hasKey).forEach(row -> taken.add(key(row)));
    var rows = new ArrayList<Row>();
    for (int i = 0; i < given.size(); i++) {
      rows.add(row(completed(given.get(i), i, given.size(), taken)));
    }
    return rows;
  }

  private Map<String, @Nullable Object> completed(
      Map<String, @Nullable Object> given, int index, int rows, Set<List<@Nullable Object>> taken) {
    var lacking =
        dataset.columns().stream()
            .filter(column -> !column.nullable() && !given.containsKey(column.name()))
            .toList();
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      var row = filled(given, lacking, index + attempt * rows);
      if (hasKey(given) || keys().isEmpty() || taken.add(key(row))) {
        return row;
      }
    }
    throw new JobFailure(
        ExitCode.INPUT_REFUSED,
        "sample-not-possible",
        "`%s` has no more keys for its rows; give them: %s"
            .formatted(
                dataset.id(),
                keys().stream().map(ContractColumn::name).collect(Collectors.joining(", "))));
  }

  private Map<String, @Nullable Object> filled(
      Map<String, @Nullable Object> given, List<ContractColumn> lacking, int index) {
    var row = new HashMap<String, @Nullable Object>(given);
    if (!lacking.isEmpty()) {
      var sampling = new Sampling(index + 1, 1, 0, Map.of());
      var part = SamplePart.whole(time);
      var sample =
          new SampleValues(dataset.with(lacking), sampling, Map.of())
              .rows(part, index, 1)
              .get(0)
              .values();
      for (int i = 0; i < lacking.size(); i++) {
        row.put(lacking.get(i).name(), sample.get(i));
      }
    }
    return row;
  }

  private Row row(Map<String, @Nullable Object> values) {
    return RowFactory.create(
        dataset.columns().stream().map(column -> values.get(column.name())).toArray());
  }

  private List<ContractColumn> keys() {
    return dataset.columns().stream().filter(column -> column.key().isPresent()).toList();
  }

  private boolean hasKey(Map<String, @Nullable Object> row) {
    return !keys().isEmpty() && keys().stream().allMatch(key -> row.containsKey(key.name()));
  }

  private List<@Nullable Object> key(Map<String, @Nullable Object> row) {
    var key = new ArrayList<@Nullable Object>();
    keys().forEach(column -> key.add(row.get(column.name())));
    return key;
  }
}
