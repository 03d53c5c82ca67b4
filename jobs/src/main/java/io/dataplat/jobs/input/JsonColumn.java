package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import java.io.Serializable;
import java.util.List;

/** What a task must know of a contract column to find it in a message. */
record JsonColumn(String name, String sourceName, String type, List<JsonColumn> fields)
    implements Serializable {

  static List<JsonColumn> of(List<ContractColumn> columns) {
    return columns.stream().map(JsonColumn::of).toList();
  }

  private static JsonColumn of(ContractColumn column) {
    return new JsonColumn(
        column.name(), column.sourceName(), column.type(), of(column.fields().orElse(List.of())));
  }
}
