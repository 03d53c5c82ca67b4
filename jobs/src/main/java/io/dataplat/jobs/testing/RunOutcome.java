package io.dataplat.jobs.testing;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.run.AuditFinding;
import io.dataplat.jobs.run.MetricResult;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.RunSummary;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the run of a test ended.
 *
 * @param reasons why it failed, for people; none if it published
 * @param rules the rules and expectations that it failed with
 * @param notes the rows that did not get through, for people
 */
record RunOutcome(List<String> reasons, Set<String> rules, List<String> notes) {

  static RunOutcome of(JobFailure failure) {
    return new RunOutcome(
        List.of(failure.rule() + ": " + failure.getMessage()), Set.of(failure.rule()), List.of());
  }

  static RunOutcome of(RunSummary summary) {
    var rules = new TreeSet<String>();
    summary.failures().stream().map(AuditFinding::rule).forEach(rules::add);
    gates(summary)
        .flatMap(gate -> gate.rules().stream())
        .filter(rule -> rule.action() == OnViolation.FAIL && rule.violations() > 0)
        .forEach(rule -> rules.add(rule.name()));
    metrics(summary)
        .filter(metric -> metric.action() == OnViolation.FAIL && !metric.passed())
        .forEach(metric -> rules.add(metric.name()));
    return new RunOutcome(
        summary.failures().stream()
            .map(finding -> finding.rule() + ": " + finding.message())
            .toList(),
        summary.failures().isEmpty() ? Set.of() : rules,
        gates(summary).filter(RunOutcome::holdsBack).map(RunOutcome::note).toList());
  }

  boolean isFailed() {
    return !reasons.isEmpty();
  }

  private static Stream<GateReport> gates(RunSummary summary) {
    return Stream.concat(
        summary.inputs().stream(), summary.outputs().stream().map(OutputSummary::gate));
  }

  private static Stream<MetricResult> metrics(RunSummary summary) {
    return Stream.concat(
        summary.inputMetrics().stream(),
        summary.outputs().stream().flatMap(output -> output.metrics().stream()));
  }

  private static boolean holdsBack(GateReport gate) {
    return gate.allQuarantined() + gate.allDropped() + gate.outside() > 0;
  }

  private static String note(GateReport gate) {
    var rules =
        gate.rules().stream()
            .filter(rule -> rule.violations() > 0)
            .map(rule -> rule.name() + " (" + rule.violations() + ")")
            .collect(Collectors.joining(", "));
    return "%s: %s rows read, %s quarantined, %s dropped, %s outside the interval%s"
        .formatted(
            gate.gate(),
            gate.read(),
            gate.allQuarantined(),
            gate.allDropped(),
            gate.outside(),
            rules.isEmpty() ? "" : "; violated: " + rules);
  }
}
