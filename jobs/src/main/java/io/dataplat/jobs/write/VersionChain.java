package io.dataplat.jobs.write;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;

/**
 * The query that makes the chains of versions of the touched keys anew (semantics 5.10): what is
 * stored and what has come together, one of each time, each until the next begins. Its rows say
 * what became of each change ({@code _became}) and what is to be done to the table ({@code _does}).
 */
final class VersionChain {

  private static final String UNTIL = "_until";

  // Of equal events the one that is known already wins, so that the other changes nothing.
  private static final String EVENTS = "_at, _rank, _order, _stored, _given DESC";

  private final StageTarget target;
  private final Write write;
  private final RowOrder order;
  private final boolean isEachKept;
  private final List<String> columns;
  private final List<String> untracked;
  private final List<String> place;

  /**
   * The query over a branch.
   *
   * @param place the columns that say where a row of the table is
   */
  VersionChain(StageTarget target, List<String> place) {
    this.target = target;
    this.place = place;
    this.write = target.write();
    this.order = new RowOrder(target.dataset(), write);
    this.isEachKept = write.late().filter(LateChanges.INSERT::equals).isPresent();
    this.columns =
        Stream.concat(
                target.dataset().columns().stream().map(ContractColumn::name),
                TechnicalSchema.of(target.dataset(), Optional.of(write)).keySet().stream())
            .toList();
    this.untracked = isEachKept ? List.of() : untracked();
  }

  // Their new values replace the old ones in the version that holds.
  private List<String> untracked() {
    var tracked = write.track().orElseThrow();
    return target.dataset().columns().stream()
        .filter(column -> column.generated().isEmpty())
        .map(ContractColumn::name)
        .filter(name -> !write.keys().contains(name) && !write.ordering().contains(name))
        .filter(name -> !tracked.contains(name))
        .toList();
  }

  private String columns() {
    return columns.stream().map(Names::quote).collect(Collectors.joining(", "));
  }

  private String among() {
    return isEachKept ? "" : " AND t." + TechnicalColumns.LAST_EFFECTIVE + " IS NOT NULL";
  }

  String sql(String changes) {
    var keys = write.keys().stream().map(Names::quote).collect(Collectors.joining(", "));
    return """
        WITH stored AS (%1$s),
        events AS (%2$s),
        placed AS (
          SELECT *, lead(_at) OVER w AS _next_at, lead(_order) OVER w AS _next_order,
            lag(_order) OVER w AS _previous_order,
            first(IF(_stored, _place, NULL), true) OVER (PARTITION BY %3$s, _at) AS _replaced
          FROM events WINDOW w AS (PARTITION BY %3$s ORDER BY %4$s)),
        chosen AS (
          SELECT *, _replaced IS NOT NULL AS _replaces,
            (_next_at IS NULL OR _next_at <> _at) AS _closes_time,
            (_next_at IS NULL OR _next_at <> _at) AND _rank <> 1 AS _wins FROM placed),
        compared AS (
          SELECT *, lag(IF(_wins, named_struct('ends', _ends, 'hash', _row_hash, 'rest', %5$s), NULL))
            IGNORE NULLS OVER w AS _previous
          FROM chosen WINDOW w AS (PARTITION BY %3$s ORDER BY %4$s)),
        opened AS (
          SELECT *, _wins AND NOT _ends AND (%6$s) AS _opens FROM compared),
        closed AS (
          SELECT *,
            lead(IF(_opens OR (_wins AND _ends), _at, NULL)) IGNORE NULLS OVER w AS _until,
            lead(IF(_opens, _at, NULL)) IGNORE NULLS OVER w IS NULL AS _is_newest,
            max(%7$s) OVER (PARTITION BY %3$s) AS _seen,
            count(IF(_opens OR (_wins AND _ends), 1, NULL)) OVER w AS _group
          FROM opened WINDOW w AS (PARTITION BY %3$s ORDER BY %4$s)),
        merged AS (%8$s)
        SELECT * FROM (SELECT %9$s, %12$s, %10$s AS _became, %11$s AS _does FROM merged)
        WHERE _became IS NOT NULL OR _does IS NOT NULL"""
        .formatted(
            stored(changes),
            events(changes),
            keys,
            EVENTS,
            rest(),
            isEachKept ? "true" : differs(),
            isEachKept ? "IF(_wins, _at, NULL)" : "greatest(_at, _last_effective)",
            merged(keys),
            versions(),
            became(),
            does(),
            list("_replaced.%1$s AS %1$s"));
  }

  // A version that has an end is two events: where it begins, and where it ends.
  private String stored(String changes) {
    return """
        SELECT t.*, %s AS _place,
          explode(IF(t._valid_to IS NULL, array(false), array(false, true))) AS _ends
        FROM %s t LEFT SEMI JOIN %s s ON %s%s"""
        .formatted(placeOf(), target.branch().sql(), touched(changes), target.onKeys(), among());
  }

  // A corrected re-run takes out what the batch had brought to keys that it no longer names.
  private String touched(String changes) {
    var deleted = target.tombstones().filter(Tombstones::mayHaveBatch);
    if (!isEachKept || (!target.mayHaveBatch() && deleted.isEmpty())) {
      return changes;
    }
    var keys = write.keys().stream().map(Names::quote).collect(Collectors.joining(", "));
    return "(SELECT %1$s FROM %2$s UNION SELECT %1$s FROM %3$s WHERE %4$s%5$s)"
        .formatted(
            keys,
            changes,
            target.branch().sql(),
            target.isThisBatch(),
            deleted.map(each -> " UNION " + each.keysOfThisBatch()).orElse(""));
  }

  // Of one time the last event wins: an end that nobody names, what this batch had brought before,
  // then the greatest row.
  private String events(String changes) {
    return """
        SELECT %1$s, _place, _ends, NOT _ends AS _stored, false AS _given,
          IF(_ends, _valid_to, _valid_from) AS _at,
          CASE WHEN _ends THEN 0 WHEN %2$s THEN 1 ELSE 2 END AS _rank,
          IF(_ends, NULL, %3$s) AS _order
        FROM stored t
        UNION ALL
        SELECT %1$s, NULL, %4$s, false, true, _valid_from, 2, %5$s FROM %6$s t%7$s"""
        .formatted(
            columns(),
            target.isThisBatch(),
            order.sql("t"),
            write.deletes().map(deletes -> TechnicalColumns.IS_DELETE).orElse("false"),
            order.ofChange("t"),
            changes,
            target.tombstones().map(each -> deletes(each, changes)).orElse(""));
  }

  // What this batch had deleted before ends nothing now, unless it is deleted again.
  private String deletes(Tombstones tombstones, String changes) {
    return """

        UNION ALL
        SELECT %s, NULL, true, false, false, _valid_from, IF(%s, 1, 2), %s
        FROM %s t LEFT SEMI JOIN %s s ON %s"""
        .formatted(
            columns(),
            target.isThisBatch(),
            order.ofChange("t"),
            tombstones.asChanges(types()),
            touched(changes),
            target.onKeys());
  }

  private Map<String, DataType> types() {
    var types = new LinkedHashMap<String, DataType>();
    target.dataset().columns().forEach(each -> types.put(each.name(), ColumnTypes.of(each)));
    types.putAll(TechnicalSchema.of(target.dataset(), Optional.of(write)));
    return types;
  }

  private static String differs() {
    return "_previous IS NULL OR _previous.ends OR NOT (_row_hash <=> _previous.hash) OR _replaces";
  }

  private String rest() {
    return untracked.isEmpty()
        ? "true"
        : untracked.stream().map(Names::quote).collect(Collectors.joining(", ", "struct(", ")"));
  }

  // What was merged into a version gives it the last of the values that are not tracked.
  private String merged(String keys) {
    return untracked.isEmpty()
        ? "SELECT * FROM closed"
        : """
          SELECT *, last(IF(_wins AND NOT _ends, %s, NULL), true) OVER (
            PARTITION BY %s, _group ORDER BY %s
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS _rest FROM closed"""
            .formatted(rest(), keys, EVENTS);
  }

  private String versions() {
    var values = values(UNTIL, "IF(_is_newest, _seen, NULL)");
    untracked.forEach(
        name ->
            values.put(name, "IF(_opens, _rest." + Names.quote(name) + ", " + name(name) + ")"));
    return list(values);
  }

  /** The columns of a version {@code t} that ends at a time and of its place, for SQL. */
  String endedAt(String time) {
    return list(values(time, time)) + ", " + list("t.%1$s");
  }

  private Map<String, String> values(String until, String lastEffective) {
    var values = new LinkedHashMap<String, String>();
    target.dataset().columns().forEach(column -> values.put(column.name(), value(column, until)));
    TechnicalSchema.of(target.dataset(), Optional.of(write))
        .keySet()
        .forEach(name -> values.put(name, name));
    values.put(TechnicalColumns.VALID_TO, until);
    values.put(TechnicalColumns.IS_CURRENT, until + " IS NULL");
    values.put(TechnicalColumns.LAST_EFFECTIVE, lastEffective);
    return values;
  }

  private static String value(ContractColumn column, String until) {
    if (column.generated().filter(Generated.VALID_TO::equals).isPresent()) {
      return until;
    }
    return column.generated().filter(Generated.IS_CURRENT::equals).isPresent()
        ? until + " IS NULL"
        : name(column.name());
  }

  private static String name(String column) {
    return Names.quote(column);
  }

  private String placeOf() {
    return place.stream()
        .map(name -> "%s, t.%s".formatted(Names.literal(name), name(name)))
        .collect(Collectors.joining(", ", "named_struct(", ")"));
  }

  private String list(String ofPlace) {
    return place.stream()
        .map(name -> ofPlace.formatted(name(name)))
        .collect(Collectors.joining(", "));
  }

  private static String list(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getValue() + " AS " + Names.quote(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  private String became() {
    return """
        CASE WHEN NOT _given THEN NULL
          WHEN NOT _wins THEN IF(_order <=> _next_order, 'unchanged', 'stale')
          WHEN _ends THEN
            IF(_replaces OR NOT coalesce(_previous.ends, true), 'ended', 'deletedAbsent')
          WHEN _opens AND NOT _replaces THEN 'versionsOpened'
          WHEN _opens THEN IF(_order <=> _previous_order, 'unchanged', 'corrected')
          ELSE IF(%s <=> _previous.rest, 'unchanged', 'corrected') END"""
        .formatted(rest());
  }

  private String does() {
    var merged = untracked.isEmpty() ? "false" : "NOT (_rest <=> " + rest() + ")";
    return """
        CASE WHEN _closes_time AND _replaces AND (_rank = 1 OR _ends) THEN 'delete'
          WHEN NOT _opens THEN NULL
          WHEN _given AND NOT _replaces THEN 'insert'
          WHEN _given THEN 'update'
          WHEN NOT (_valid_to <=> _until) OR %s
            OR NOT (_last_effective <=> IF(_is_newest, _seen, NULL)) THEN 'update' END"""
        .formatted(merged);
  }
}
