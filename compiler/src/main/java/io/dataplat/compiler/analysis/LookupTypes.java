package io.dataplat.compiler.analysis;

import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Task;
import io.dataplat.sql.Relation;
import io.dataplat.sql.SqlColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the columns that a lookup compares have types that can be equal. */
record LookupTypes(Task.Step.Lookup step, Relation from, Relation in, LookupKeys.Report report) {

  private static final List<String> INTEGERS = List.of("tinyint", "smallint", "int", "bigint");
  private static final List<String> TIMES = List.of("date", "timestamp", "timestamp_ntz");

  void check() {
    for (var key : step.on()) {
      var column = column(from, key.name().value()).orElseThrow();
      var other = column(in, key.column().value()).orElseThrow();
      if (!isComparable(type(column), type(other))) {
        report.at(
            Rules.LOOKUP_DOES_NOT_FIT,
            key.name().span(),
            "`%s` is a `%s`, but `%s` of `%s` is a `%s`"
                .formatted(column.name(), column.type(), other.name(), in.name(), other.type()),
            "convert it in a step before");
      }
    }
    step.at()
        .filter(at -> !step.isOfCurrent())
        .ifPresent(at -> checkTime(column(from, at.value()).orElseThrow(), at.spanOr(step.span())));
  }

  // A date stands for the beginning of its day.
  private void checkTime(SqlColumn time, SourceSpan place) {
    if (!TIMES.contains(type(time))) {
      report.at(
          Rules.NOT_A_TIME,
          place,
          "`at: %s` has the type `%s`".formatted(time.name(), time.type()),
          "name a `timestamp`, `timestamp_ntz` or `date` column, or `current`");
    }
  }

  static Optional<SqlColumn> column(Relation relation, String name) {
    return relation.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static String type(SqlColumn column) {
    return column.type().toLowerCase(Locale.ROOT).replace(" ", "");
  }

  private static boolean isComparable(String one, String other) {
    return one.equals(other) || (INTEGERS.contains(one) && INTEGERS.contains(other));
  }
}
