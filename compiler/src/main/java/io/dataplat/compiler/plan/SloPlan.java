package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Sourced;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * A freshness promise of a dataset that the pipeline writes.
 *
 * @param dataset {@code domain.dataset}
 * @param source the file of the Dataset document
 */
public record SloPlan(
    String dataset,
    String source,
    Sourced<Duration> freshness,
    Sourced<BigDecimal> objectivePercent,
    Sourced<Duration> window,
    Sourced<String> owner,
    Optional<Sourced<String>> runbook) {}
