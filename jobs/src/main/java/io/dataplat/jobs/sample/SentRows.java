package io.dataplat.jobs.sample;

import io.dataplat.jobplan.Classification;
import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows as their sender has them: what a column of unknown columns keeps is columns of its own.
 *
 * @param dataset the contract that the sender would have
 */
record SentRows(DatasetContract dataset, List<Map<String, @Nullable Object>> rows) {

  static SentRows of(DatasetContract dataset, List<Map<String, @Nullable Object>> rows) {
    return dataset
        .capturingColumn()
        .map(column -> sent(dataset, column.name(), rows))
        .orElseGet(() -> new SentRows(dataset, rows));
  }

  private static SentRows sent(
      DatasetContract dataset, String column, List<Map<String, @Nullable Object>> rows) {
    var names = new TreeSet<String>();
    var sent = new ArrayList<Map<String, @Nullable Object>>();
    for (var row : rows) {
      var values = new HashMap<String, @Nullable Object>(row);
      if (values.remove(column) instanceof Map<?, ?> more) {
        more.forEach((name, text) -> values.put(String.valueOf(name), text));
        more.keySet().forEach(name -> names.add(String.valueOf(name)));
      }
      sent.add(values);
    }
    var columns = new ArrayList<>(dataset.sent().columns());
    names.forEach(name -> columns.add(text(name)));
    return new SentRows(dataset.with(columns), List.copyOf(sent));
  }

  private static ContractColumn text(String name) {
    return ContractColumn.plain(name, "string", true, Classification.PII);
  }
}
