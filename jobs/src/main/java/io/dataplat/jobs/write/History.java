package io.dataplat.jobs.write;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.TechnicalColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/** Writes a table that keeps what each key was, and from when to when (semantics 5.10). */
final class History {

  static final String VERSIONS = "__versions";

  // More rows of a hundred bytes would crowd the memory of small executors.
  private static final long MOST_SENT = 500_000;
  private static final List<String> OUTCOMES =
      List.of("versionsOpened", "corrected", "unchanged", "stale");

  private static final List<String> OF_DELETES = List.of("ended", "deletedAbsent");

  private static final String ABSENT = "removed";

  private final StageTarget target;
  private final VersionChain chain;
  private final SideTable changes;
  private final SideTable versions;

  History(StageTarget target) {
    this.target = target;
    this.chain = new VersionChain(target);
    this.changes = target.side("");
    this.versions = target.side(VERSIONS);
  }

  Staged stage(Dataset<Row> rows) {
    var before = target.branch().liveRecords();
    var order = new RowOrder(target.dataset(), target.write());
    var group = new ArrayList<>(target.write().keys());
    group.add(TechnicalColumns.VALID_FROM);
    var accepted = changes.write(order.greatest(rows, group));
    versions.write(target.session().sql(query()));
    target.tombstones().ifPresent(each -> each.replace(changes.rows()));
    var counts = counts();
    apply(counts);
    var expected = before + counts.doing("insert") - counts.doing("delete");
    var outcomes = counts.outcomes(ofChanges());
    var accounted = outcomes.values().stream().mapToLong(Long::longValue).sum();
    var staged =
        Staged.of(accepted, counts.outcomes(counted()), changes::kept)
            .with(new Balance("changes", accepted, accounted))
            .with(new Balance("versions", expected, target.branch().liveRecords()));
    return isAbsentEnded() ? removed(counts.became(ABSENT), staged) : staged;
  }

  // The rows that a complete source no longer has end at the time of the run.
  private String query() {
    var chains = chain.sql(changes.name());
    if (!isAbsentEnded()) {
      return chains;
    }
    return "%s UNION ALL SELECT %s, 'removed', 'update' FROM %s t LEFT ANTI JOIN %s s ON %s WHERE t.%s"
        .formatted(
            "(" + chains + ")",
            chain.endedAt("TIMESTAMP '" + target.time() + "'"),
            target.branch().sql(),
            changes.name(),
            target.onKeys(),
            TechnicalColumns.IS_CURRENT);
  }

  // No row stands for what is absent, so it is told beside the outcomes of the rows.
  private List<String> counted() {
    return isAbsentEnded()
        ? Stream.concat(ofChanges().stream(), Stream.of(ABSENT)).toList()
        : ofChanges();
  }

  private List<String> ofChanges() {
    return target.tombstones().isPresent()
        ? Stream.concat(OUTCOMES.stream(), OF_DELETES.stream()).toList()
        : OUTCOMES;
  }

  private boolean isAbsentEnded() {
    return target.write().absent().filter(AbsentKeys.END::equals).isPresent();
  }

  /** How many rows of the versions have what outcome and what deed. */
  private record Counts(List<Row> rows) {

    long became(String outcome) {
      return sum(0, outcome);
    }

    long doing(String deed) {
      return sum(1, deed);
    }

    private long sum(int column, String value) {
      return rows.stream()
          .filter(row -> value.equals(row.get(column)))
          .mapToLong(row -> row.getLong(2))
          .sum();
    }

    Map<String, Long> outcomes(List<String> names) {
      var outcomes = new LinkedHashMap<String, Long>();
      names.forEach(outcome -> outcomes.put(outcome, became(outcome)));
      return outcomes;
    }
  }

  private Counts counts() {
    return new Counts(
        target
            .session()
            .sql("SELECT _became, _does, count(*) FROM " + versions.name() + " GROUP BY 1, 2")
            .collectAsList());
  }

  // The chain is known, so that no row has to be looked for to be added; that keeps the search for
  // the changed ones small enough to be sent to every task.
  private void apply(Counts counts) {
    var changed = counts.doing("update") + counts.doing("delete");
    if (changed > 0) {
      marked(() -> target.session().sql(merge(changed)));
    }
    if (counts.doing("insert") > 0) {
      marked(this::append);
    }
    if (counts.rows().stream().allMatch(row -> row.isNullAt(1))) {
      target.branch().advance();
    }
  }

  private String merge(long rows) {
    return """
        MERGE INTO %s t
        USING (SELECT %s * FROM %s v WHERE _does IN ('update', 'delete')) s
        ON %s AND t._valid_from = s._valid_from%s
        WHEN MATCHED AND s._does = 'delete' THEN DELETE
        WHEN MATCHED THEN UPDATE SET *"""
        .formatted(
            target.branch().sql(),
            rows > MOST_SENT ? "" : "/*+ BROADCAST(v) */",
            versions.name(),
            target.onKeys(),
            chain.among());
  }

  private Dataset<Row> append() {
    var rows =
        target
            .session()
            .sql(
                "SELECT %s FROM %s WHERE _does = 'insert'"
                    .formatted(chain.columns(), versions.name()));
    try {
      rows.writeTo(target.branch().sql()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
    return rows;
  }

  // Says which snapshots are of this batch, so that a re-run finds the state before it.
  private void marked(Supplier<Dataset<Row>> deed) {
    CommitMetadata.withCommitProperties(
        Map.of(EarlierState.BATCH, target.batch().value()), deed::get, RuntimeException.class);
  }

  private Staged removed(long removed, Staged staged) {
    var current =
        target
            .session()
            .table(target.branch().table().name())
            .where(TechnicalColumns.IS_CURRENT)
            .where(UnknownRow.IS_NOT_IT)
            .count();
    var most = target.write().maxRemoved().orElseThrow();
    return staged.with(new Removal(removed, current, most));
  }
}
