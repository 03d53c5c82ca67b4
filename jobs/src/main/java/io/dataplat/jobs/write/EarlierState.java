package io.dataplat.jobs.write;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/**
 * The state of a table before a batch. A history that depends on the order of its batches can take
 * back the newest of them only, and only by going back to what was there before.
 */
final class EarlierState {

  /** The property of a snapshot that says which batch wrote it. */
  static final String BATCH = "dataplat.batch-id";

  private final StageTarget target;

  private EarlierState(StageTarget target) {
    this.target = target;
  }

  /** Puts the branch back to before the batch, if it was published; refuses what cannot be. */
  static void restore(StageTarget target) {
    if (target.write().isOrdered()) {
      new EarlierState(target).restore();
    }
  }

  private void restore() {
    var published = target.ledger().find(target.batch().value());
    if (target.ledger().batches().entrySet().stream().anyMatch(each -> isAfter(each, published))) {
      throw refused(
          "not-the-newest-batch",
          "the history has newer batches than this one and depends on their order");
    }
    published.ifPresent(entry -> overwrite(before(entry)));
  }

  private boolean isAfter(Map.Entry<String, LedgerEntry> other, Optional<LedgerEntry> published) {
    if (other.getKey().equals(target.batch().value())) {
      return false;
    }
    var isPublishedLater =
        published
            .filter(entry -> entry.sequenceNumber() < other.getValue().sequenceNumber())
            .isPresent();
    return isPublishedLater || (isByRun() && isLater(other.getValue()));
  }

  private boolean isByRun() {
    return target.write().effectiveColumn().isEmpty();
  }

  private boolean isLater(LedgerEntry other) {
    return !Instant.parse(other.end()).isBefore(target.time());
  }

  // Only the commits of the batch itself bear its name; the one before them is what it found.
  private long before(LedgerEntry entry) {
    var table = target.branch().table().load();
    var snapshot = table.snapshot(entry.snapshot());
    while (snapshot != null && isOfBatch(snapshot)) {
      snapshot = parent(table, snapshot);
    }
    if (snapshot == null) {
      throw refused("state-expired", "the snapshot from before this batch is no longer there");
    }
    return snapshot.snapshotId();
  }

  private boolean isOfBatch(Snapshot snapshot) {
    return target.batch().value().equals(snapshot.summary().get(BATCH));
  }

  private static @Nullable Snapshot parent(Table table, Snapshot snapshot) {
    return snapshot.parentId() == null ? null : table.snapshot(snapshot.parentId());
  }

  private void overwrite(long snapshot) {
    var session = target.session();
    var name = target.branch().table().name();
    var rows = session.table(name + "." + Names.quote("snapshot_id_" + snapshot));
    var found = List.of(rows.columns());
    var columns =
        Stream.of(session.table(name).schema().fields())
            .map(
                field ->
                    found.contains(field.name())
                        ? col(Names.quote(field.name()))
                        : lit(null).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new);
    try {
      rows.select(columns).writeTo(target.branch().sql()).overwrite(lit(true));
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was written", e);
    }
  }

  private JobFailure refused(String rule, String why) {
    return new JobFailure(
        ExitCode.STATE_REFUSED,
        rule,
        "`%s`: %s; delete the table and run its batches in their order"
            .formatted(target.dataset().id(), why));
  }
}
