package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.write.Balance;
import io.dataplat.jobs.write.RowOrder;
import io.dataplat.jobs.write.Staged;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The upsert as a maximum over (sequence, row) (semantics 5.7), in statements of the database: of
 * each key the greater row stays, in the same order of values as in a table of a catalog.
 */
record DatabaseUpsert(DatabaseChange change) {

  Staged apply(HeldRows held, long accepted) throws SQLException {
    var definitions = new ColumnDefinitions(dialect(), dataset(), change.request().write());
    change.execute(
        "CREATE TEMPORARY TABLE %s (%s)%s"
            .formatted(
                staged(),
                String.join(", ", definitions.all()),
                dialect().stagedOptions(change.connection())));
    var copied = change.copy(staged(), held);
    var prepared = dialect().prepared(staged());
    if (prepared.isPresent()) {
      change.execute(prepared.get());
    }
    var counters = count();
    var updated = change.execute(update());
    var inserted = change.execute(insert());
    var merged = counters.values().stream().mapToLong(Long::longValue).sum();
    return new Staged(
        accepted,
        counters,
        held::rows,
        List.of(
            new Balance("rows copied", accepted, copied),
            new Balance("rows merged", accepted, merged),
            new Balance("rows updated", counters.getOrDefault("updated", 0L), updated),
            new Balance("rows inserted", counters.getOrDefault("inserted", 0L), inserted)),
        Optional.empty());
  }

  private Map<String, Long> count() throws SQLException {
    var isNew = "t." + column(change.request().write().keys().get(0)) + " IS NULL";
    var sql =
        """
        SELECT count(CASE WHEN %1$s THEN 1 END),
          count(CASE WHEN NOT (%1$s) AND (%2$s) THEN 1 END),
          count(CASE WHEN NOT (%1$s) AND NOT (%2$s) AND %3$s THEN 1 END),
          count(CASE WHEN NOT (%1$s) AND NOT (%2$s) AND NOT (%3$s) THEN 1 END)
        FROM %4$s s LEFT JOIN %5$s t ON %6$s%7$s"""
            .formatted(
                isNew, isReplaced(), isEqual(), staged(), table(), onKeys(), dialect().forUpdate());
    var counters = new LinkedHashMap<String, Long>();
    try (var statement = change.connection().createStatement();
        var found = statement.executeQuery(sql)) {
      found.next();
      var names = List.of("inserted", "updated", "unchanged", "stale");
      for (var name : names) {
        counters.put(name, found.getLong(names.indexOf(name) + 1));
      }
    }
    return counters;
  }

  private String update() {
    return dialect()
        .update(new MergedTables(table(), staged(), onKeys()), change.columns(), isReplaced());
  }

  private String insert() {
    return "INSERT INTO %s (%s) SELECT %s FROM %s s WHERE NOT EXISTS (SELECT 1 FROM %s t WHERE %s)"
        .formatted(table(), listed(""), listed("s."), staged(), table(), onKeys());
  }

  private Dialect dialect() {
    return change.dialect();
  }

  private String table() {
    return dialect().quote(change.table());
  }

  private String staged() {
    return dialect().quote(dialect().staged(change.table()));
  }

  private String listed(String alias) {
    return change.columns().stream()
        .map(column -> alias + column)
        .collect(Collectors.joining(", "));
  }

  private String onKeys() {
    return change.request().write().keys().stream()
        .map(this::column)
        .map(key -> "t.%1$s = s.%1$s".formatted(key))
        .collect(Collectors.joining(" AND "));
  }

  // What this batch itself wrote is replaced in any case: a corrected re-run may lower a value.
  private String isReplaced() {
    var batch = dialect().quote(TechnicalColumns.BATCH_ID);
    return "%s OR (t.%s = s.%s AND NOT (%s))".formatted(isGreater(), batch, batch, isEqual());
  }

  // The first column that differs decides, and null is less than any value.
  private String isGreater() {
    return order().stream()
        .map(
            name ->
                "WHEN NOT (%3$s) THEN %1$s IS NOT NULL AND (%2$s IS NULL OR %1$s > %2$s)"
                    .formatted(compared("s", name), compared("t", name), isSame(name)))
        .collect(Collectors.joining(" ", "(CASE ", " ELSE false END)"));
  }

  private String isEqual() {
    return order().stream().map(this::isSame).collect(Collectors.joining(" AND ", "(", ")"));
  }

  private String isSame(String name) {
    return dialect().isSame(compared("s", name), compared("t", name));
  }

  private List<String> order() {
    return new RowOrder(dataset(), change.request().write()).names();
  }

  // Text is compared by its bytes, as everywhere else, and not in the database's language.
  private String compared(String alias, String name) {
    var isText = ColumnTypes.of(dataset().column(name).orElseThrow()).typeName().equals("string");
    var value = alias + "." + column(name);
    return isText ? dialect().bytes(value) : value;
  }

  private String column(String name) {
    return dialect().quote(dataset().column(name).orElseThrow().sourceName());
  }

  private DatasetContract dataset() {
    return change.request().dataset();
  }
}
