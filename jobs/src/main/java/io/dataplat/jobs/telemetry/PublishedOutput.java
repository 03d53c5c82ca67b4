package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.SchemaChangeRecord;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;

/** An output as its table and the ledger in it say after a run. */
record PublishedOutput(
    OutputTarget target, Ledger ledger, Optional<LedgerEntry> entry, Map<String, String> summary) {

  /** The state of an output, and of a batch if it is published. */
  static PublishedOutput of(OutputTarget target, String batchId) {
    var table = target.table().load();
    var ledger = Ledger.parse(table.properties().get(target.output().ledgerKey()));
    var entry = ledger.find(batchId);
    Map<String, String> summary =
        entry.map(each -> table.snapshot(each.snapshot())).map(Snapshot::summary).orElse(Map.of());
    return new PublishedOutput(target, ledger, entry, summary);
  }

  /** The same output without what an earlier run has published for the batch. */
  PublishedOutput withoutBatch() {
    return new PublishedOutput(target, ledger, Optional.empty(), Map.of());
  }

  /** The end of the gapless chain of what is published. */
  Optional<String> frontier() {
    return Optional.of(ledger.completeThrough()).filter(text -> !text.isEmpty());
  }

  /** The record of the output; without counters if the batch has none of its own. */
  OutputRecord record(Optional<Long> base, Map<String, Long> counters) {
    return new OutputRecord(
        target.output().id(),
        target.output().dataset(),
        target.output().write().mode().toString(),
        count(counters, "candidates"),
        count(counters, "quarantined"),
        count(counters, "dropped"),
        count(counters, "collapsed"),
        count(counters, "accepted"),
        count(counters, "inserted"),
        count(counters, "updated"),
        count(counters, "unchanged"),
        count(counters, "stale"),
        count(counters, "versionsOpened"),
        count(counters, "corrected"),
        count(counters, "removed"),
        Optional.ofNullable(summary.get("added-files-size")).map(Long::valueOf),
        Optional.ofNullable(summary.get("added-data-files")).map(Long::valueOf),
        base,
        entry.map(LedgerEntry::snapshot),
        frontier(),
        count(counters, "ended"),
        count(counters, "deleted"),
        count(counters, "deletedAbsent"),
        base.flatMap(this::schemaChanges));
  }

  private Optional<List<SchemaChangeRecord>> schemaChanges(long base) {
    return entry.flatMap(
        each -> SchemaChanges.between(target.table().load(), base, each.snapshot()));
  }

  private static Optional<Long> count(Map<String, Long> counters, String name) {
    return Optional.ofNullable(counters.get(name));
  }
}
