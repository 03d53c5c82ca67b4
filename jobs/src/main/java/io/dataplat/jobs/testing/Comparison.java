package io.dataplat.jobs.testing;

import io.dataplat.jobplan.TaskTest;
import io.dataplat.jobplan.TestRow;
import io.dataplat.jobplan.TestRows;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Compares what a run did with what its test expects. */
record Comparison(TaskTest test, ActualRows rows, RunOutcome outcome, int width) {

  /** What is not as expected, for people. */
  List<String> problems() {
    var problems = new ArrayList<String>();
    ending().ifPresent(problems::add);
    test.expect()
        .forEach((name, expected) -> add(problems, name, expected, rows.of(name), rows.keys(name)));
    test.quarantined()
        .forEach(
            (name, expected) ->
                add(
                    problems,
                    "quarantined by " + name,
                    expected,
                    rows.quarantined(name),
                    List.of()));
    if (!problems.isEmpty()) {
      outcome.notes().forEach(note -> problems.add("  " + note + "\n"));
    }
    return problems;
  }

  private Optional<String> ending() {
    if (test.failsWith().isEmpty()) {
      return outcome.isFailed()
          ? Optional.of("  the run failed: " + String.join("; ", outcome.reasons()) + "\n")
          : Optional.empty();
    }
    var rule = test.failsWith().get();
    if (!outcome.isFailed()) {
      return Optional.of("  the run was to fail with `" + rule + "`, but it published\n");
    }
    return outcome.rules().contains(rule)
        ? Optional.empty()
        : Optional.of(
            "  the run was to fail with `%s`, but it failed with %s\n"
                .formatted(rule, String.join("; ", outcome.reasons())));
  }

  private void add(
      List<String> problems,
      String name,
      TestRows expected,
      Optional<Dataset<Row>> found,
      List<String> keys) {
    if (found.isEmpty()) {
      // Why the run ended before it had rows is said already.
      problems.add(
          "  %s: no rows, as the run ended early (%s)\n".formatted(name, expected.place()));
      return;
    }
    var shown = new ShownValues(zone());
    var actual = found.get().collectAsList().stream().map(shown::of).toList();
    var wanted = expected.rows().stream().map(row -> shown(row, found.get(), shown)).toList();
    var match = new RowMatch(wanted, actual, keys);
    var lines = expected.rows().stream().map(TestRow::line).toList();
    var text = new RowDifference(name, expected.place(), lines, match, width).text();
    if (!text.isEmpty()) {
      problems.add(text);
    }
  }

  private Map<String, String> shown(TestRow row, Dataset<Row> found, ShownValues shown) {
    var typed = new TypedValues(zone());
    var values = new LinkedHashMap<String, String>();
    row.values()
        .forEach(
            (column, value) -> {
              var type = ActualRows.type(found, column).orElse(DataTypes.StringType);
              var wanted = column.equals(ActualRows.RULES) ? sorted(value) : value;
              values.put(column.toLowerCase(Locale.ROOT), shown.of(typed.of(wanted, type)));
            });
    return values;
  }

  // The job sorts the rules of a row.
  private static @Nullable Object sorted(@Nullable Object rules) {
    return rules instanceof List<?> list
        ? list.stream().map(String::valueOf).sorted().toList()
        : rules;
  }

  private ZoneId zone() {
    return ZoneId.of(rows.plan().session().timezone());
  }
}
