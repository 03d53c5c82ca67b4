package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.OnUnknownColumn;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.database.DatabaseColumn;
import io.dataplat.jobs.database.DatabaseTable;
import io.dataplat.jobs.session.ColumnTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.types.DataType;

/**
 * The columns of a contract in a table of a database.
 *
 * @param forms how each column of the contract is read, in its order
 * @param unknown the other columns of the table
 */
record FoundColumns<T>(List<T> forms, List<String> unknown) {

  /**
   * Finds all columns, or fails.
   *
   * @param form how a column is read as a type; nothing if it does not widen to it
   */
  static <T> FoundColumns<T> of(
      DatasetContract dataset,
      DatabaseTable table,
      BiFunction<DatabaseColumn, DataType, Optional<T>> form) {
    var rest = new LinkedHashMap<String, DatabaseColumn>();
    table.columns().forEach(column -> rest.put(column.name(), column));
    var forms =
        dataset.columns().stream()
            .map(
                column -> {
                  var found = Optional.ofNullable(rest.remove(column.sourceName()));
                  return form(dataset, table, column, found, form);
                })
            .toList();
    // What a run of ours has added is no surprise.
    dataset.writer().ifPresent(writer -> rest.remove(TechnicalColumns.BATCH_ID));
    if (!rest.isEmpty() && dataset.onUnknownColumn() == OnUnknownColumn.FAIL) {
      throw refused(
          dataset, table, "has the unknown column `" + rest.keySet().iterator().next() + "`");
    }
    return new FoundColumns<>(forms, List.copyOf(rest.keySet()));
  }

  private static <T> T form(
      DatasetContract dataset,
      DatabaseTable table,
      ContractColumn column,
      Optional<DatabaseColumn> found,
      BiFunction<DatabaseColumn, DataType, Optional<T>> form) {
    var type = ColumnTypes.of(column);
    var there =
        found.orElseThrow(
            () -> refused(dataset, table, "has no column `" + column.sourceName() + "`"));
    return form.apply(there, type)
        .orElseThrow(
            () ->
                refused(
                    dataset,
                    table,
                    "has `%s` of the type `%s`, which does not widen to `%s`"
                        .formatted(column.sourceName(), there.type(), type.sql())));
  }

  private static JobFailure refused(DatasetContract dataset, DatabaseTable table, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED,
        "columns-not-as-contract",
        "the table `%s` of `%s` %s".formatted(table.name().text(), dataset.id(), what));
  }
}
