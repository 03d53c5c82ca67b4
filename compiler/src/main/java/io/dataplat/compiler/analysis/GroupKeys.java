package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.Relation;
import io.dataplat.sql.RowGroups;
import io.dataplat.sql.RowValue;
import io.dataplat.sql.SqlColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Follows what makes a group: from a row of the input, through the steps, to the output's key. */
final class GroupKeys {

  /** Says at a place why not, and what to do instead. */
  interface Refusals {
    void report(SourceSpan place, String message, String hint);
  }

  private final Task.Output output;
  private final Refusals refusals;

  // The columns that a row of the input alone decides, and once rows are grouped what groups them.
  private final Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private List<Key> keys = List.of();
  private Optional<String> of = Optional.empty();

  GroupKeys(Task.Output output, Refusals refusals) {
    this.output = output;
    this.refusals = refusals;
  }

  /** A column under its name at a step, and its value over a row that was grouped. */
  private record Key(String name, String value) {}

  /** What a step does that hands on each row as it is. */
  static RowGroups sameRows(Relation from) {
    var values =
        from.columns().stream()
            .map(SqlColumn::name)
            .map(name -> new RowValue(name, "`" + name + "`", List.of(name), true))
            .toList();
    return new RowGroups(false, values, List.of());
  }

  /** Begins with the rows of the input. */
  void begin(Relation input) {
    input.columns().forEach(column -> known.add(column.name()));
  }

  /** Goes on through a step; false if that has been refused. */
  boolean follow(AnalysedStep step, String from, RowGroups rows) {
    if (rows.grouped()) {
      return group(step, from, rows);
    }
    if (of.isPresent()) {
      return handOn(step, rows);
    }
    var after =
        rows.values().stream()
            .filter(value -> known.containsAll(value.reads()))
            .map(RowValue::output)
            .toList();
    known.clear();
    known.addAll(after);
    return true;
  }

  private boolean group(AnalysedStep step, String from, RowGroups rows) {
    if (of.isPresent()) {
      return refuse(
          step,
          "`%s` groups what is grouped already in a step before".formatted(step.name()),
          "group once, or in one query");
    }
    of = Optional.of(from);
    var foreign =
        rows.values().stream()
            .flatMap(value -> value.reads().stream())
            .filter(name -> !known.contains(name))
            .findFirst();
    if (foreign.isPresent()) {
      return refuse(
          step,
          "`%s` does not come from a row of the input alone, so a new row does not tell its group"
              .formatted(foreign.get()),
          "group by columns of the input that is read by its changes");
    }
    keys =
        rows.values().stream().map(value -> new Key(value.output(), value.expression())).toList();
    return true;
  }

  private boolean handOn(AnalysedStep step, RowGroups rows) {
    var after = new ArrayList<Key>();
    for (var key : keys) {
      var name =
          rows.values().stream()
              .filter(value -> value.plain() && value.reads().get(0).equalsIgnoreCase(key.name()))
              .map(RowValue::output)
              .findFirst();
      if (name.isEmpty()) {
        return refuse(
            step,
            "`%s` does not hand on the column `%s`, by which rows are grouped"
                .formatted(step.name(), key.name()),
            "select it as it is");
      }
      after.add(new Key(name.get(), key.value()));
    }
    keys = List.copyOf(after);
    return true;
  }

  private boolean refuse(AnalysedStep step, String message, String hint) {
    refusals.report(step.step().span(), message, hint);
    return false;
  }

  /** The groups as columns of the output, which are its key. */
  Optional<TouchedGroups> target(String input, Relation delivered) {
    var dataset = output.dataset().value();
    if (of.isEmpty()) {
      return refuse("nothing groups the rows of `" + input + "`", "write `append` or `upsert`");
    }
    var wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    dataset.keyColumns().forEach(column -> wanted.add(column.name()));
    var found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    keys.forEach(key -> found.add(key.name()));
    if (!wanted.equals(found)) {
      return refuse(
          "rows are grouped by %s, but the key of `%s` is %s"
              .formatted(
                  String.join(", ", found),
                  dataset.id(),
                  wanted.isEmpty() ? "not declared" : String.join(", ", wanted)),
          "write `key: true` at the columns that make a group, in " + dataset.file());
    }
    var unlike =
        dataset.keyColumns().stream().filter(column -> !isStoredAsItIs(column, delivered)).toList();
    return unlike.isEmpty()
        ? Optional.of(groups(input, dataset))
        : refuse(
            "`%s` is masked or of another type in `%s`, so a stored row does not tell its group"
                .formatted(unlike.get(0).name(), dataset.id()),
            "mask or cast it in a step before the rows are grouped");
  }

  private static boolean isStoredAsItIs(Column column, Relation delivered) {
    return column.mask().isEmpty()
        && delivered.columns().stream()
            .filter(each -> each.name().equalsIgnoreCase(column.name()))
            .anyMatch(each -> each.type().equalsIgnoreCase(column.sparkType()));
  }

  private TouchedGroups groups(String input, Dataset dataset) {
    var columns =
        keys.stream()
            .map(
                key ->
                    new TouchedGroups.Column(
                        dataset.column(key.name()).orElseThrow().name(), key.value()))
            .toList();
    return new TouchedGroups(input, of.orElseThrow(), columns);
  }

  private Optional<TouchedGroups> refuse(String message, String hint) {
    refusals.report(output.write().mode().spanOr(output.write().span()), message, hint);
    return Optional.empty();
  }
}
