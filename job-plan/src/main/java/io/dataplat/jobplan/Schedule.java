package io.dataplat.jobplan;

import java.util.Optional;

/** What data the runs of a plan cover, and in which order they go. */
public record Schedule(
    IntervalUnit interval,
    Optional<String> cron,
    String timezone,
    Optional<String> startDate,
    int lookback,
    int maxActiveRuns,
    boolean ordered) {}
