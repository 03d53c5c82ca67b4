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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.SparkSession;

/** Deletes rows that are older than a table keeps them, by whole units of their time. */
record ExpiredRows(
    SparkSession session, JobPlan plan, MaintainedTable table, TargetTable target, Instant from) {

  private static final String END = "coalesce(ended_at, started_at, tick)";

  /** Returns how many rows are gone. */
  long delete() {
    return table
        .retention()
        .flatMap(this::condition)
        .map(condition -> deletion(condition).run())
        .orElse(0L);
  }

  private RowDeletion deletion(String condition) {
    var isOnColumns = table.kind() == MaintainedKind.DATASET;
    return new RowDeletion(session, target, condition, isOnColumns);
  }

  private Optional<String> condition(RowRetention retention) {
    var calendar = new Intervals(retention.unit(), ZoneId.of(retention.timezone()));
    var cutoff = calendar.floor(from.minus(Duration.parse(retention.age())));
    return switch (table.kind()) {
      case DATASET -> ofDataset(retention, cutoff);
      case RECORDS -> Optional.of(END + " < " + literal(cutoff));
      case QUARANTINE -> ofQuarantine(cutoff);
    };
  }

  private static String literal(Instant instant) {
    return "TIMESTAMP '" + instant + "'";
  }

  private Optional<String> ofDataset(RowRetention retention, Instant cutoff) {
    var column = retention.timeColumn().orElseThrow();
    var type = SparkSchemaUtil.convert(target.load().schema()).apply(column).dataType();
    return bounded(retention, cutoff)
        .map(
            end ->
                new TimeBounds(
                        new DataInterval(end.minusSeconds(1), end, ZoneId.of(retention.timezone())),
                        type)
                    .before(Names.quote(column)));
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
