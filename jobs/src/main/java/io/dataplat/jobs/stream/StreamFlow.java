package io.dataplat.jobs.stream;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.StepKind;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.gate.StreamedRows;
import io.dataplat.jobs.step.StepViews;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The way of the rows from the topics to the outputs, and what is counted on it. */
final class StreamFlow {

  private final Map<String, StreamedRows> inputs;
  private final Map<String, RowCounter> counters = new LinkedHashMap<>();
  private final StepViews views;

  StreamFlow(JobPlan plan, StepViews views, Map<String, StreamedRows> inputs) {
    this.views = views;
    this.inputs = new LinkedHashMap<>(inputs);
    plan.steps().forEach(step -> add(plan.steps(), step));
  }

  private void add(List<Step> steps, Step step) {
    views.addAll(List.of(step));
    var rows = views.rows(step.name());
    // How many rows leave the last step that removes some is known at the outputs.
    var later = steps.subList(steps.indexOf(step) + 1, steps.size());
    if (rows.isStreaming() && removes(step) && later.stream().anyMatch(StreamFlow::removes)) {
      var counter = RowCounter.register(rows.sparkSession(), step.name());
      counters.put(step.name(), counter);
      views.add(step.name(), counter.counting(rows));
    }
  }

  private static boolean removes(Step step) {
    return step.kind() == StepKind.FILTERING || step.kind() == StepKind.DEDUPLICATING;
  }

  Dataset<Row> rows(String name) {
    return views.rows(name);
  }

  /** A micro-batch begins: nothing is counted yet. */
  void begin() {
    inputs.values().forEach(StreamedRows::begin);
    counters.values().forEach(RowCounter::reset);
  }

  Map<String, GateReport> reports() {
    var reports = new LinkedHashMap<String, GateReport>();
    inputs.forEach((alias, rows) -> reports.put(alias, rows.report()));
    return reports;
  }

  /** The rows of a step in this micro-batch. */
  long rowsOf(String step) {
    return Objects.requireNonNull(counters.get(step), step).total();
  }
}
