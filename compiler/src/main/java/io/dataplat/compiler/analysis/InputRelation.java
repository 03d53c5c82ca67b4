package io.dataplat.compiler.analysis;

import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.stream.Stream;

/** What SQL sees of a dataset. */
final class InputRelation {

  private InputRelation() {}

  static Relation of(Task.Input input) {
    var dataset = input.dataset().value();
    var key =
        Stream.concat(dataset.keyColumns().stream(), versions(dataset)).map(Column::name).toList();
    return new Relation(
        input.alias(),
        columns(dataset.columns()),
        key,
        input.read().value() == Task.Read.STREAM,
        input.watermark().flatMap(delay -> dataset.timeColumn()).map(Sourced::value));
  }

  /** A history has as many rows of a key as it has had versions, each from its own time. */
  private static Stream<Column> versions(Dataset dataset) {
    return dataset.keyColumns().isEmpty()
        ? Stream.of()
        : dataset.columns().stream()
            .filter(
                column ->
                    column
                        .generated()
                        .filter(each -> each.value() == Column.Generated.VALID_FROM)
                        .isPresent());
  }

  /** The columns that a task must deliver: all but those that the writer fills. */
  static List<SqlColumn> delivered(Dataset dataset) {
    return columns(
        dataset.columns().stream().filter(column -> column.generated().isEmpty()).toList());
  }

  /** The rows of a dataset as they are stored. */
  static Relation stored(String name, Dataset dataset) {
    return Relation.of(name, columns(dataset.columns()));
  }

  private static List<SqlColumn> columns(List<Column> columns) {
    return columns.stream()
        .map(column -> new SqlColumn(column.name(), column.sparkType(), column.nullable()))
        .toList();
  }
}
