package io.dataplat.jobs.telemetry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one attempt did, in names, counts and positions: a row of the table of runs, or of the table
 * of epochs. Its components are the columns; durations are milliseconds, sizes bytes.
 *
 * @param status absent for a stream that has begun
 * @param endedAt absent for a stream that has begun
 * @param released the rows that a replay has let out of quarantine
 * @param exact whether the counters are complete; those of a recovered run are what the ledger knew
 */
record RunRecord(
    String runId,
    String batchId,
    String domain,
    String pipeline,
    String task,
    String environment,
    String mode,
    Instant tick,
    Optional<Instant> intervalStart,
    Optional<Instant> intervalEnd,
    int attempt,
    String trigger,
    Optional<String> status,
    Optional<String> errorClass,
    Optional<String> errorRule,
    String planHash,
    String planVersion,
    String jobVersion,
    Optional<String> sourceRevision,
    Optional<String> fingerprint,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    List<InputRecord> inputs,
    List<StepRecord> steps,
    List<OutputRecord> outputs,
    List<RuleRecord> rules,
    List<StageRecord> stages,
    Optional<Long> cpuMs,
    Optional<Long> peakBytes,
    boolean exact,
    List<TableRecord> tables,
    Optional<Long> released) {

  /** Copies what the caller may still change. */
  RunRecord {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    rules = List.copyOf(rules);
    stages = List.copyOf(stages);
    tables = List.copyOf(tables);
  }

  /**
   * What was read of a dataset.
   *
   * @param from the interval's start, or the offsets at which a micro-batch begins
   * @param revision the pinned snapshot, or a hash of the identities of the files
   * @param unknownColumns absent where nothing was read
   */
  record InputRecord(
      String alias,
      String dataset,
      String version,
      Optional<String> from,
      Optional<String> to,
      Optional<String> revision,
      Optional<Long> files,
      Optional<Long> bytes,
      Optional<Long> read,
      Optional<Long> corrupt,
      Optional<Long> quarantined,
      Optional<Long> dropped,
      Optional<Long> outside,
      Optional<Long> admitted,
      Optional<List<String>> unknownColumns) {

    /** The same input with the columns that its contract lacks. */
    InputRecord with(Optional<List<String>> unknown) {
      return new InputRecord(
          alias,
          dataset,
          version,
          from,
          to,
          revision,
          files,
          bytes,
          read,
          corrupt,
          quarantined,
          dropped,
          outside,
          admitted,
          unknown);
    }
  }

  /** Rows through a step; Spark runs the steps of a task as one, so none has a time of its own. */
  record StepRecord(String name, long in, long out, long filtered, long deduplicated) {}

  /** What became of the rows that arrived at an output; a write mode fills what it knows. */
  record OutputRecord(
      String output,
      String dataset,
      String mode,
      Optional<Long> candidates,
      Optional<Long> quarantined,
      Optional<Long> dropped,
      Optional<Long> collapsed,
      Optional<Long> accepted,
      Optional<Long> inserted,
      Optional<Long> updated,
      Optional<Long> unchanged,
      Optional<Long> stale,
      Optional<Long> versionsOpened,
      Optional<Long> corrected,
      Optional<Long> removed,
      Optional<Long> bytes,
      Optional<Long> files,
      Optional<Long> baseSnapshot,
      Optional<Long> publishedSnapshot,
      Optional<String> frontier,
      Optional<Long> ended,
      Optional<Long> deleted,
      Optional<Long> deletedAbsent,
      Optional<List<SchemaChangeRecord>> schemaChanges) {}

  /**
   * A column that the table got with this run, or that got a wider type.
   *
   * @param from the type before; empty for a new column
   */
  record SchemaChangeRecord(String column, Optional<String> from, String to) {}

  /** A rule at a gate, or a metric over the rows that passed it. */
  record RuleRecord(
      String gate,
      String name,
      String action,
      Optional<Long> violations,
      Optional<Long> unknown,
      Optional<BigDecimal> value,
      Optional<String> threshold,
      boolean passed) {}

  /**
   * What upkeep did to a table.
   *
   * @param heldBy the reader that is furthest behind; absent if none has anything left to read
   */
  record TableRecord(
      String table,
      String status,
      Optional<String> errorRule,
      long filesBefore,
      long filesAfter,
      long bytesBefore,
      long bytesAfter,
      long rowsExpired,
      long filesCompacted,
      long snapshotsRemoved,
      long branchesRemoved,
      long orphansRemoved,
      Optional<String> heldBy,
      Optional<Long> lagMs,
      Optional<Boolean> overdue) {}

  /** How long a part of the run took. */
  record StageRecord(String name, long ms) {}
}
