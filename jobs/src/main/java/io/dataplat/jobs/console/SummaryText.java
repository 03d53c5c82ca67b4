package io.dataplat.jobs.console;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.Equation;
import io.dataplat.jobs.run.MetricResult;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.RunSummary;
import io.dataplat.jobs.run.StepCount;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The summary of a run as text: how the rows add up, and which rules were hit. */
public final class SummaryText {

  private final StringBuilder text = new StringBuilder();

  private SummaryText() {}

  /** The lines of a summary. */
  public static String of(RunSummary summary) {
    var text = new SummaryText();
    summary.inputs().forEach(text::gate);
    summary.outputs().forEach(text::output);
    summary
        .failures()
        .forEach(failure -> text.line("failed: " + failure.rule() + ": " + failure.message()));
    text.line("status: " + summary.status());
    return text.text.toString();
  }

  /** A summary in one line, for a run among many. */
  public static String line(String task, RunSummary summary) {
    var outputs =
        summary.outputs().stream()
            .map(output -> output.dataset() + " " + Numbers.count(output.accepted(), "row"))
            .collect(Collectors.joining(", "));
    var rejected =
        Stream.concat(
                summary.inputs().stream(), summary.outputs().stream().map(OutputSummary::gate))
            .toList();
    return "%s  %s  %s%s%s%s%n"
        .formatted(
            task,
            summary.slice().covers(),
            summary.status(),
            outputs.isEmpty() ? "" : ", " + outputs,
            unlessZero(
                rejected.stream().mapToLong(GateReport::allQuarantined).sum(), "quarantined"),
            unlessZero(rejected.stream().mapToLong(GateReport::allDropped).sum(), "dropped"));
  }

  private void gate(GateReport gate) {
    line(
        "%s: read %s, admitted %s%s%s%s%s"
            .formatted(
                gate.gate(),
                Numbers.of(gate.read()),
                Numbers.of(gate.kept()),
                unlessZero(gate.corrupt(), "corrupt"),
                unlessZero(gate.quarantined(), "quarantined"),
                unlessZero(gate.dropped(), "dropped"),
                unlessZero(gate.outside(), "outside the interval")));
    rules(gate);
  }

  private void output(OutputSummary output) {
    output.steps().stream().filter(step -> step.removed() != 0).forEach(this::step);
    var counters =
        output.counters().entrySet().stream()
            .map(entry -> entry.getKey() + " " + Numbers.of(entry.getValue()))
            .collect(Collectors.joining(", "));
    line(
        "output:%s: %s candidates, %s accepted (%s)%s%s%s"
            .formatted(
                output.id(),
                Numbers.of(output.gate().read()),
                Numbers.of(output.accepted()),
                counters,
                unlessZero(output.collapsed(), "of the same key"),
                unlessZero(output.gate().quarantined(), "quarantined"),
                unlessZero(output.gate().dropped(), "dropped")));
    rules(output.gate());
    output.metrics().forEach(this::metric);
    output.equation().ifPresent(this::equation);
  }

  private void step(StepCount step) {
    line(
        "step:%s: %s in, %s out (%s)"
            .formatted(step.name(), Numbers.of(step.in()), Numbers.of(step.out()), step.kind()));
  }

  private void rules(GateReport gate) {
    gate.rules().stream()
        .filter(rule -> rule.violations() > 0 || rule.unknown() > 0)
        .forEach(
            rule ->
                line(
                    "  rule %s: %s violations, %s%s"
                        .formatted(
                            rule.name(),
                            Numbers.of(rule.violations()),
                            rule.action(),
                            unlessZero(rule.unknown(), "unknown"))));
  }

  private void metric(MetricResult metric) {
    if (!metric.passed()) {
      var word = metric.action() == OnViolation.FAIL ? "failed" : "warning";
      line("  metric %s: %s, %s".formatted(metric.name(), metric.text(), word));
    }
  }

  private void equation(Equation equation) {
    line(
        "read %s = written %s + quarantined %s + dropped %s + deduplicated %s%s%s"
            .formatted(
                Numbers.of(equation.read()),
                Numbers.of(equation.written()),
                Numbers.of(equation.quarantined()),
                Numbers.of(equation.dropped()),
                Numbers.of(equation.deduplicated()),
                equation.filtered() == 0 ? "" : " + filtered " + Numbers.of(equation.filtered()),
                equation.outside() == 0 ? "" : " + outside " + Numbers.of(equation.outside())));
  }

  private static String unlessZero(long number, String what) {
    return number == 0 ? "" : ", " + Numbers.of(number) + " " + what;
  }

  private void line(String line) {
    text.append("  ").append(line).append('\n');
  }
}
