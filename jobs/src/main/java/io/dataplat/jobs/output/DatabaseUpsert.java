package io.dataplat.jobs.output;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.database.TableName;
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

  private static final String STAGED = "pg_temp.dataplat_staged";

  Staged apply(HeldRows held, long accepted) throws SQLException {
    change.execute(
        "CREATE TEMPORARY TABLE dataplat_staged ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(listed(""), table()));
    var copied = change.copy(STAGED, held);
    change.execute("ANALYZE " + STAGED);
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
    var sql =
        """
        SELECT count(*) FILTER (WHERE t.ctid IS NULL),
          count(*) FILTER (WHERE t.ctid IS NOT NULL AND (%1$s)),
          count(*) FILTER (WHERE t.ctid IS NOT NULL AND NOT (%1$s) AND %2$s),
          count(*) FILTER (WHERE t.ctid IS NOT NULL AND NOT (%1$s) AND NOT (%2$s))
        FROM %3$s s LEFT JOIN %4$s t ON %5$s"""
            .formatted(isReplaced(), isEqual(), STAGED, table(), onKeys());
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
    var values =
        change.columns().stream()
            .map(column -> column + " = s." + column)
            .collect(Collectors.joining(", "));
    return "UPDATE %s t SET %s FROM %s s WHERE %s AND (%s)"
        .formatted(table(), values, STAGED, onKeys(), isReplaced());
  }

  private String insert() {
    return "INSERT INTO %s (%s) SELECT %s FROM %s s WHERE NOT EXISTS (SELECT FROM %s t WHERE %s)"
        .formatted(table(), listed(""), listed("s."), STAGED, table(), onKeys());
  }

  private String table() {
    return change.table().sql();
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
    var batch = TableName.quote(TechnicalColumns.BATCH_ID);
    return "%s OR (t.%s = s.%s AND NOT (%s))".formatted(isGreater(), batch, batch, isEqual());
  }

  // The first column that differs decides, and null is less than any value.
  private String isGreater() {
    return order().stream()
        .map(
            name ->
                "WHEN %1$s IS DISTINCT FROM %2$s THEN %1$s IS NOT NULL AND (%2$s IS NULL OR %1$s > %2$s)"
                    .formatted(compared("s", name), compared("t", name)))
        .collect(Collectors.joining(" ", "(CASE ", " ELSE false END)"));
  }

  private String isEqual() {
    return order().stream()
        .map(
            name ->
                "%s IS NOT DISTINCT FROM %s".formatted(compared("s", name), compared("t", name)))
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private List<String> order() {
    return new RowOrder(dataset(), change.request().write()).names();
  }

  // Text is compared by its bytes, as everywhere else, and not in the database's language.
  private String compared(String alias, String name) {
    var isText = ColumnTypes.of(dataset().column(name).orElseThrow()).typeName().equals("string");
    return alias + "." + column(name) + (isText ? " COLLATE \"C\"" : "");
  }

  private String column(String name) {
    return TableName.quote(dataset().column(name).orElseThrow().sourceName());
  }

  private DatasetContract dataset() {
    return change.request().dataset();
  }
}
