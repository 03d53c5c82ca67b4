package io.dataplat.jobplan;

import java.util.Optional;

/** What the job is told about one run; none of it stands in the plan. */
public record RunArguments(
    String runId,
    Optional<String> sourceRevision,
    int attempt,
    RunTrigger trigger,
    RunScope scope,
    boolean force) {}
