package io.dataplat.jobs.run;

import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.gate.RuleCount;
import io.dataplat.jobs.write.Removal;
import java.util.ArrayList;
import java.util.List;

/** Decides whether what is staged may be published. */
public final class Audit {

  private final List<AuditFinding> findings = new ArrayList<>();

  private Audit() {}

  /** Why it may not; empty if it may. */
  public static List<AuditFinding> of(
      List<GateReport> inputs,
      List<MetricResult> inputMetrics,
      List<StagedOutput> staged,
      List<OutputSummary> outputs) {
    var audit = new Audit();
    inputs.forEach(audit::gate);
    audit.metrics(inputMetrics);
    staged.forEach(audit::output);
    outputs.forEach(audit::equation);
    return List.copyOf(audit.findings);
  }

  private void gate(GateReport gate) {
    gate.rules().stream()
        .filter(rule -> !rule.isTolerable(gate.candidates()))
        .forEach(rule -> intolerable(gate, rule));
    if (gate.failed() > 0) {
      failed(gate);
    }
  }

  private void intolerable(GateReport gate, RuleCount rule) {
    expectation(
        "rule `%s` at %s: %s of %s rows violate it, %s"
            .formatted(
                rule.name(),
                gate.gate(),
                rule.violations(),
                gate.candidates(),
                rule.threshold().orElse("")));
  }

  private void failed(GateReport gate) {
    gate.rules().stream()
        .filter(rule -> rule.action() == OnViolation.FAIL && rule.violations() > 0)
        .forEach(
            rule ->
                expectation(
                    "rule `%s` at %s: %s rows violate it"
                        .formatted(rule.name(), gate.gate(), rule.violations())));
    if (findings.isEmpty()) {
      expectation("%s corrupt records at %s".formatted(gate.failed(), gate.gate()));
    }
  }

  private void metrics(List<MetricResult> metrics) {
    metrics.stream()
        .filter(metric -> !metric.passed() && metric.action() == OnViolation.FAIL)
        .forEach(
            metric ->
                expectation(
                    "metric `%s` at %s is %s, %s"
                        .formatted(
                            metric.name(), metric.gate(), metric.text(), metric.threshold())));
  }

  private void output(StagedOutput output) {
    gate(output.gate());
    var id = output.target().output().id();
    metrics(output.metrics());
    var staged = output.staged();
    conserve(id, "rows accepted", output.gate().kept(), staged.accepted() + output.collapsed());
    staged
        .balances()
        .forEach(balance -> conserve(id, balance.what(), balance.expected(), balance.found()));
    staged.removal().filter(Removal::isTooMuch).ifPresent(removal -> tooMuch(id, removal));
  }

  private void tooMuch(String output, Removal removal) {
    var message =
        "output `%s`: the source no longer has %s of %s keys, which is more than %s%%"
            .formatted(output, removal.removed(), removal.of(), removal.most().toPlainString());
    findings.add(new AuditFinding(ExitCode.EXPECTATION_FAILED, "max-removed", message));
  }

  private void equation(OutputSummary output) {
    output
        .equation()
        .filter(
            equation ->
                !equation.balances()
                    || output.steps().stream().anyMatch(step -> step.removed() < 0))
        .ifPresent(equation -> conservation("output `" + output.id() + "`: " + equation));
  }

  private void conserve(String output, String what, long expected, long found) {
    if (expected != found) {
      conservation(
          "output `%s`: %s should be %s and are %s".formatted(output, what, expected, found));
    }
  }

  private void expectation(String message) {
    findings.add(new AuditFinding(ExitCode.EXPECTATION_FAILED, "expectation-failed", message));
  }

  private void conservation(String message) {
    findings.add(new AuditFinding(ExitCode.CONSERVATION, "conservation", message));
  }
}
