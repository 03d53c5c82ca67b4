package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.Generated;
import io.dataplat.jobplan.LateChanges;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobplan.Write;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import io.dataplat.jobs.session.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/**
 * Makes the chains of versions of the touched keys anew (semantics 5.10): what is stored and what
 * has come together, one of each time, each until the next begins. Its rows say what became of each
 * change ({@code _became}), what is to be done to the table ({@code _does}) and where.
 */
final class VersionChain {

  /** What became of the rows that a complete source no longer has. */
  static final String ABSENT = "removed";

  private final StageTarget target;
  private final Write write;
  private final RowOrder order;
  private final boolean isEachKept;
  private final List<String> columns;
  private final List<String> untracked;
  private final List<String> place;

  /**
   * The chains on the branch of a target.
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

  /** The rows of the versions that change, what became of each change, and what is to be done. */
  Dataset<Row> of(String changes) {
    var events = InternalRows.of(inOrder(target.session().sql(query(changes))));
    var columns = EventColumns.of(events.schema(), write.keys());
    var task = new ChainTask(columns, isEachKept);
    var made = events.rows().mapPartitions(task::versions, true);
    return InternalRows.dataset(target.session(), made, task.schema())
        .selectExpr(versions().toArray(String[]::new));
  }

  private String query(String changes) {
    return "WITH stored AS (%s) SELECT *, %s AS %s FROM (%s)"
        .formatted(stored(changes), rest(), EventColumns.REST, events(changes));
  }

  // Of equal events the one that is known already wins, so that the other changes nothing.
  private Dataset<Row> inOrder(Dataset<Row> events) {
    var keys = write.keys().stream().map(name -> col(Names.quote(name))).toList();
    var order =
        Stream.of(
            col(EventColumns.AT),
            col(EventColumns.RANK),
            col(EventColumns.ORDER),
            col(EventColumns.STORED),
            col(EventColumns.GIVEN).desc());
    return events
        .repartition(keys.toArray(Column[]::new))
        .sortWithinPartitions(Stream.concat(keys.stream(), order).toArray(Column[]::new));
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

  private String rest() {
    return untracked.isEmpty()
        ? "true"
        : untracked.stream().map(Names::quote).collect(Collectors.joining(", ", "struct(", ")"));
  }

  private List<String> versions() {
    var values = values(ChainTask.UNTIL, ChainTask.LAST);
    untracked.forEach(
        name -> values.put(name, "IF(_opens, _rest.%1$s, %1$s)".formatted(name(name))));
    return Stream.of(
            expressions(values),
            ofPlace("_replaced.%1$s AS %1$s"),
            Stream.of(ChainTask.BECAME, ChainTask.DOES))
        .flatMap(each -> each)
        .toList();
  }

  /** The current versions of the keys that have no change, ended at a time. */
  Dataset<Row> ofAbsent(String changes, String time) {
    return target
        .session()
        .sql(
            "SELECT %s, '%s' AS %s, '%s' AS %s FROM %s t LEFT ANTI JOIN %s s ON %s WHERE t.%s"
                .formatted(
                    Stream.concat(expressions(values(time, time)), ofPlace("t.%1$s"))
                        .collect(Collectors.joining(", ")),
                    ABSENT,
                    ChainTask.BECAME,
                    DeltaTask.UPDATE,
                    ChainTask.DOES,
                    target.branch().sql(),
                    changes,
                    target.onKeys(),
                    TechnicalColumns.IS_CURRENT));
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

  private Stream<String> ofPlace(String form) {
    return place.stream().map(name -> form.formatted(name(name)));
  }

  private static Stream<String> expressions(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getValue() + " AS " + Names.quote(entry.getKey()));
  }
}
