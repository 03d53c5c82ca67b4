package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.MaintainedTable.Reader;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.SparkSession;

/** How far the readers of a table have come that take it up where they have left it. */
final class ReaderPositions {

  private final SparkSession session;
  private final Table table;
  private final Instant from;
  private final Duration maxHold;
  private final Map<Reader, Long> consumed = new LinkedHashMap<>();

  /** The positions as the ledgers have them now; a reader that never ran needs no snapshot. */
  ReaderPositions(SparkSession session, MaintainedTable plan, TargetTable target, Instant from) {
    this.session = session;
    this.table = target.load();
    this.from = from;
    this.maxHold = Duration.parse(plan.maxHold());
    plan.readers()
        .forEach(reader -> position(reader).ifPresent(position -> consumed.put(reader, position)));
  }

  private Optional<Long> position(Reader reader) {
    var ledger = new TargetTable(session, Names.table(reader.connection(), reader.table()));
    return ledger.exists()
        ? Ledger.parse(ledger.load().properties().get(reader.ledgerKey())).consumedSnapshot()
        : Optional.empty();
  }

  /** How far each reader is behind: since when there is something that it has not read. */
  List<ReaderLag> lags() {
    List<ReaderLag> lags = new ArrayList<>();
    consumed.forEach((reader, position) -> lags.add(lag(reader, position)));
    return lags;
  }

  private ReaderLag lag(Reader reader, long position) {
    var lag =
        firstUnread(position)
            .map(unread -> Duration.between(time(unread), from))
            .filter(each -> !each.isNegative())
            .orElse(Duration.ZERO);
    return new ReaderLag(reader.task(), lag, lag.compareTo(maxHold) > 0);
  }

  // A compaction brings nothing to read.
  private Optional<Snapshot> firstUnread(long position) {
    Optional<Snapshot> first = Optional.empty();
    for (var snapshot : SnapshotUtil.currentAncestors(table)) {
      if (snapshot.snapshotId() == position) {
        return first;
      }
      if (!DataOperations.REPLACE.equals(snapshot.operation())) {
        first = Optional.of(snapshot);
      }
    }
    return first;
  }

  /** The instant before which no snapshot is needed: the wanted one, or that of a reader's. */
  Instant oldestNeeded(Instant wanted) {
    return consumed.entrySet().stream()
        .filter(each -> !lag(each.getKey(), each.getValue()).isOverdue())
        .flatMap(each -> Optional.ofNullable(table.snapshot(each.getValue())).stream())
        .map(ReaderPositions::time)
        .filter(time -> time.isBefore(wanted))
        .min(Instant::compareTo)
        .orElse(wanted);
  }

  private static Instant time(Snapshot snapshot) {
    return Instant.ofEpochMilli(snapshot.timestampMillis());
  }
}
