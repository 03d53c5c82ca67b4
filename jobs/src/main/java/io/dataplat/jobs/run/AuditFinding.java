package io.dataplat.jobs.run;

import io.dataplat.jobs.ExitCode;

/** A reason not to publish. */
public record AuditFinding(ExitCode exitCode, String rule, String message) {}
