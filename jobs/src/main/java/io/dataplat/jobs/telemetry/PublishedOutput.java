package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.SchemaChangeRecord;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.LedgerEntry;
import io.dataplat.jobs.write.TargetTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An output as its place and the ledger there say after a run. */
record PublishedOutput(
    OutputTarget target, Ledger ledger, Optional<LedgerEntry> entry, Map<String, String> summary) {

  /** The state of an output, and of a batch if it is published. */
  static PublishedOutput of(OutputTarget target, String batchId) {
    var state = target.place().published(target.output().ledgerKey(), batchId);
    return new PublishedOutput(target, state.ledger(), state.entry(), state.summary());
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
        entry.map(LedgerEntry::snapshot).filter(id -> id != 0),
        frontier(),
        count(counters, "ended"),
        count(counters, "deleted"),
        count(counters, "deletedAbsent"),
        base.flatMap(this::schemaChanges));
  }

  // Only tables of catalogs keep the schemas of earlier versions.
  private Optional<List<SchemaChangeRecord>> schemaChanges(long base) {
    return target.place() instanceof TargetTable table
        ? entry.flatMap(each -> SchemaChanges.between(table.load(), base, each.snapshot()))
        : Optional.empty();
  }

  private static Optional<Long> count(Map<String, Long> counters, String name) {
    return Optional.ofNullable(counters.get(name));
  }
}
