package io.dataplat.jobs.maintenance;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.Intervals;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MaintainedKind;
import io.dataplat.jobplan.MaintainedTable;
import io.dataplat.jobplan.Quarantine;
import io.dataplat.jobplan.RowRetention;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.session.Names;
import io.dataplat.jobs.session.TimeBounds;
import io.dataplat.jobs.write.Ledger;
import io.dataplat.jobs.write.TargetTable;
import io.dataplat.jobs.write.Tombstones;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.SparkSession;

/** Deletes rows that are older than a table keeps them, by whole units of their time. */
record ExpiredRows(
    SparkSession session, JobPlan plan, MaintainedTable table, TargetTable target, Instant from) {

  private static final Set<MaintainedKind> ON_COLUMNS =
      EnumSet.of(MaintainedKind.DATASET, MaintainedKind.TOMBSTONES);
  private static final String END = "coalesce(ended_at, started_at, tick)";

  /** Returns how many rows are gone. */
  long delete() {
    return table
        .retention()
        .flatMap(this::condition)
        .map(condition -> deletion(condition).run())
        .orElse(0L);
  }

  // Who finds no tombstone must know that there may have been one; so that is said first.
  private Optional<String> ofTombstones(RowRetention retention, Instant cutoff) {
    var column = retention.timeColumn().orElseThrow();
    var condition = before(retention, column, cutoff);
    if (deletion(condition).count() > 0) {
      target
          .load()
          .updateProperties()
          .set(Tombstones.REMOVED_BEFORE, greatest(cutoff).toString())
          .commit();
    }
    return Optional.of(condition);
  }

  private Instant greatest(Instant cutoff) {
    return Optional.ofNullable(target.load().properties().get(Tombstones.REMOVED_BEFORE))
        .map(Instant::parse)
        .filter(cutoff::isBefore)
        .orElse(cutoff);
  }

  private RowDeletion deletion(String condition) {
    var isOnColumns = ON_COLUMNS.contains(table.kind());
    return new RowDeletion(session, target, condition, isOnColumns);
  }

  private Optional<String> condition(RowRetention retention) {
    var calendar = new Intervals(retention.unit(), ZoneId.of(retention.timezone()));
    var cutoff = calendar.floor(from.minus(Duration.parse(retention.age())));
    return switch (table.kind()) {
      case DATASET -> ofDataset(retention, cutoff);
      case TOMBSTONES -> ofTombstones(retention, cutoff);
      case RECORDS -> Optional.of(END + " < " + literal(cutoff));
      case QUARANTINE -> ofQuarantine(cutoff);
    };
  }

  private static String literal(Instant instant) {
    return "TIMESTAMP '" + instant + "'";
  }

  private Optional<String> ofDataset(RowRetention retention, Instant cutoff) {
    var column = retention.timeColumn().orElseThrow();
    return bounded(retention, cutoff).map(end -> before(retention, column, end));
  }

  private String before(RowRetention retention, String column, Instant end) {
    var type = SparkSchemaUtil.convert(target.load().schema()).apply(column).dataType();
    var interval = new DataInterval(end.minusSeconds(1), end, ZoneId.of(retention.timezone()));
    return new TimeBounds(interval, type).before(Names.quote(column));
  }

  // What the writer has not completed yet it may still add to, however old it is.
  private Optional<Instant> bounded(RowRetention retention, Instant cutoff) {
    if (retention.ledgerKey().isEmpty()) {
      return Optional.of(cutoff);
    }
    var property = target.load().properties().get(retention.ledgerKey().get());
    if (property == null) {
      return Optional.empty();
    }
    var frontier = Ledger.parse(property).completeThrough();
    var isBehind = !frontier.isEmpty() && Instant.parse(frontier).isBefore(cutoff);
    return Optional.of(isBehind ? Instant.parse(frontier) : cutoff);
  }

  // A rejected row has no time of its own: it is as old as the record of its batch.
  private Optional<String> ofQuarantine(Instant cutoff) {
    var catalog = plan.quarantine().map(Quarantine::connection).orElseThrow();
    var records =
        Stream.of(plan.telemetry().runsTable(), plan.telemetry().epochsTable())
            .map(name -> Names.table(catalog, name))
            .filter(name -> new TargetTable(session, name).exists())
            .map(name -> "SELECT batch_id, " + END + " AS ended FROM " + name)
            .collect(Collectors.joining(" UNION ALL "));
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s IN (SELECT batch_id FROM (%s) GROUP BY batch_id HAVING max(ended) < %s)"
                .formatted(TechnicalColumns.BATCH_ID, records, literal(cutoff)));
  }
}
