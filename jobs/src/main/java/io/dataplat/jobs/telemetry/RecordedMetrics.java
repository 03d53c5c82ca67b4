package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.maintenance.TableOutcome;
import io.dataplat.jobs.metrics.DriverMetrics;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.telemetry.RunRecord.InputRecord;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says to Prometheus what a record says. */
record RecordedMetrics(DriverMetrics metrics) {

  void tell(RunRecord record) {
    record.inputs().forEach(this::input);
    record.rules().forEach(rule -> rule(record, rule));
    record.outputs().forEach(output -> frontier(output));
    var status = record.status().orElse("");
    if (status.equals(RunStatus.PUBLISHED.toString())
        || status.equals(RunStatus.RECOVERED.toString())) {
      record.outputs().forEach(this::output);
      record.endedAt().ifPresent(metrics::published);
    }
    record.tables().forEach(table -> metrics.maintained(table.table(), table.filesAfter()));
    record
        .startedAt()
        .flatMap(start -> record.endedAt().map(end -> Duration.between(start, end).toMillis()))
        .ifPresent(metrics::duration);
  }

  /** What is known of a micro-batch once it is noted. */
  void tell(EpochSummary epoch) {
    metrics.lag(epoch.lag());
    if (epoch.watermark().isAfter(Instant.EPOCH)) {
      metrics.watermark(epoch.watermark());
    }
  }

  /** How far the readers of a table are behind, those too that are not. */
  void tell(TableOutcome outcome) {
    outcome
        .readers()
        .forEach(
            reader -> metrics.readerLag(outcome.table().name(), reader.reader(), reader.lag()));
  }

  private void input(InputRecord input) {
    rows(input.dataset(), "read", input.read());
    rows(input.dataset(), "corrupt", input.corrupt());
    rows(input.dataset(), "quarantined", input.quarantined());
    rows(input.dataset(), "dropped", input.dropped());
    rows(input.dataset(), "outside", input.outside());
    rows(input.dataset(), "admitted", input.admitted());
  }

  private void output(OutputRecord output) {
    rows(output.dataset(), "candidates", output.candidates());
    rows(output.dataset(), "quarantined", output.quarantined());
    rows(output.dataset(), "dropped", output.dropped());
    rows(output.dataset(), "collapsed", output.collapsed());
    rows(output.dataset(), "accepted", output.accepted());
    rows(output.dataset(), "inserted", output.inserted());
    rows(output.dataset(), "updated", output.updated());
    rows(output.dataset(), "unchanged", output.unchanged());
    rows(output.dataset(), "stale", output.stale());
    rows(output.dataset(), "versions_opened", output.versionsOpened());
    rows(output.dataset(), "corrected", output.corrected());
    rows(output.dataset(), "removed", output.removed());
    rows(output.dataset(), "ended", output.ended());
    rows(output.dataset(), "deleted", output.deleted());
    rows(output.dataset(), "deleted_absent", output.deletedAbsent());
  }

  private void rows(String dataset, String kind, Optional<Long> rows) {
    rows.ifPresent(number -> metrics.rows(dataset, kind, number));
  }

  private void frontier(OutputRecord output) {
    output
        .frontier()
        .ifPresent(frontier -> metrics.frontier(output.dataset(), Instant.parse(frontier)));
  }

  private void rule(RunRecord record, RuleRecord rule) {
    var dataset = dataset(record, rule.gate());
    rule.violations().ifPresent(rows -> metrics.violations(dataset, rule.name(), rows));
    rule.threshold()
        .ifPresent(
            threshold -> {
              metrics.metricPassed(dataset, rule.name(), rule.passed());
              rule.value()
                  .ifPresent(
                      value ->
                          metrics.metric(dataset, rule.name(), threshold, value.doubleValue()));
            });
  }

  private static String dataset(RunRecord record, String gate) {
    return record.inputs().stream()
        .filter(input -> gate.equals("input:" + input.alias()))
        .map(InputRecord::dataset)
        .findFirst()
        .or(
            () ->
                record.outputs().stream()
                    .filter(output -> gate.equals("output:" + output.output()))
                    .map(OutputRecord::dataset)
                    .findFirst())
        .orElse(gate);
  }
}
