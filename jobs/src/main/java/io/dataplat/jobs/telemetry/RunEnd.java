package io.dataplat.jobs.telemetry;

import io.dataplat.jobs.ErrorText;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.KnownFailure;
import io.dataplat.jobs.run.AuditFinding;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.run.RunSummary;
import java.util.Optional;

/**
 * How an attempt ended.
 *
 * @param error the class of the error: an exit code, or what Spark or Java calls it
 * @param rule the rule in words, if the job knows the error
 */
record RunEnd(RunStatus status, Optional<String> error, Optional<String> rule) {

  static RunEnd of(RunSummary summary) {
    var first = summary.failures().stream().findFirst();
    return new RunEnd(
        summary.status(),
        first.map(finding -> finding.exitCode().name()),
        first.map(AuditFinding::rule));
  }

  static RunEnd of(Throwable error) {
    var known = KnownFailure.in(error);
    var code = known.map(JobFailure::exitCode);
    return new RunEnd(
        code.equals(Optional.of(ExitCode.NOT_READY)) ? RunStatus.NOT_READY : RunStatus.FAILED,
        Optional.of(code.map(ExitCode::name).orElseGet(() -> ErrorText.kind(error))),
        known.map(JobFailure::rule));
  }
}
