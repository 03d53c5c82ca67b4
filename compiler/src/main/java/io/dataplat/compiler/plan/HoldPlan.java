package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import java.time.Duration;
import java.util.Optional;

/**
 * A reader for which the snapshots of a table are kept until it has read them.
 *
 * @param dataset {@code domain.dataset}
 * @param reader {@code domain.pipeline.task}
 * @param snapshots how far behind it may be before it holds anything back
 * @param maxHold how far behind it may be before snapshots that it needs are removed
 */
public record HoldPlan(
    String dataset,
    String reader,
    Sourced<Duration> snapshots,
    Sourced<Duration> maxHold,
    Sourced<String> owner,
    Optional<Sourced<String>> runbook) {}
