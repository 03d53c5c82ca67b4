package io.dataplat.jobplan;

import java.util.Optional;

/** Where a stream begins, and how much of it one batch takes. */
public record StreamInput(
    StartFrom startFrom,
    Optional<Watermark> watermark,
    Optional<Long> maxPerTrigger,
    Optional<String> idle) {}
