package io.dataplat.jobs.write;

import io.dataplat.jobplan.AbsentKeys;
import io.dataplat.jobplan.TechnicalColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes a table that keeps what each key was, and from when to when (semantics 5.10). */
final class History {

  private static final List<String> OUTCOMES =
      List.of("versionsOpened", "corrected", "unchanged", "stale");

  private static final List<String> OF_DELETES = List.of("ended", "deletedAbsent");

  private final StageTarget target;
  private final PlacedRows rows;
  private final VersionChain chain;
  private final SideTable changes;

  History(StageTarget target) {
    this.target = target;
    this.rows = new PlacedRows(target);
    this.chain = new VersionChain(target, rows.columns());
    this.changes = target.side("");
  }

  Staged stage(Dataset<Row> given) {
    var before = target.branch().liveRecords();
    var order = new RowOrder(target.dataset(), target.write());
    var group = new ArrayList<>(target.write().keys());
    group.add(TechnicalColumns.VALID_FROM);
    var accepted = changes.write(order.greatest(given, group));
    // The query reads what was deleted before, so that its rows come first.
    var counts = apply();
    target.tombstones().ifPresent(each -> each.replace(changes.rows()));
    var expected = before + counts.doing("insert") - counts.doing("delete");
    var outcomes = counts.outcomes(ofChanges());
    var accounted = outcomes.values().stream().mapToLong(Long::longValue).sum();
    var staged =
        Staged.of(accepted, counts.outcomes(counted()), changes::kept)
            .with(new Balance("changes", accepted, accounted))
            .with(new Balance("versions", expected, target.branch().liveRecords()));
    return isAbsentEnded() ? removed(counts.became(VersionChain.ABSENT), staged) : staged;
  }

  // The rows that a complete source no longer has end at the time of the run.
  private Dataset<Row> versions() {
    var chains = chain.of(changes.name());
    return isAbsentEnded()
        ? chains.union(chain.ofAbsent(changes.name(), "TIMESTAMP '" + target.time() + "'"))
        : chains;
  }

  // No row stands for what is absent, so it is told beside the outcomes of the rows.
  private List<String> counted() {
    return isAbsentEnded()
        ? Stream.concat(ofChanges().stream(), Stream.of(VersionChain.ABSENT)).toList()
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

  /** How many rows have what outcome and what deed. */
  private record Counts(Map<DeltaTask.Kind, Long> kinds) {

    long became(String outcome) {
      return sum(kind -> outcome.equals(kind.became()));
    }

    long doing(String deed) {
      return sum(kind -> deed.equals(kind.does()));
    }

    boolean isNothingDone() {
      return sum(kind -> kind.does() != null) == 0;
    }

    private long sum(Predicate<DeltaTask.Kind> wanted) {
      return kinds.entrySet().stream()
          .filter(each -> wanted.test(each.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    Map<String, Long> outcomes(List<String> names) {
      var outcomes = new LinkedHashMap<String, Long>();
      names.forEach(outcome -> outcomes.put(outcome, became(outcome)));
      return outcomes;
    }
  }

  // The commit says which batch it is of, so that a re-run finds the state before it.
  private Counts apply() {
    var counts =
        CommitMetadata.withCommitProperties(
            Map.of(EarlierState.BATCH, target.batch().value()),
            () -> new Counts(rows.write(versions())),
            RuntimeException.class);
    if (counts.isNothingDone()) {
      target.branch().advance();
    }
    return counts;
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
