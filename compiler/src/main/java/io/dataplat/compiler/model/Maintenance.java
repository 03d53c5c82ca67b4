package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.time.Duration;
import java.time.ZoneId;

/**
 * The upkeep of a table.
 *
 * @param span the key that asks for it
 * @param compact whether small files are joined to larger ones
 * @param snapshots how long old snapshots are kept at least
 * @param maxHold how long a reader may hold back what would have been removed
 * @param orphans how old a file is at least that no snapshot knows and that is removed
 */
public record Maintenance(
    SourceSpan span,
    Sourced<Boolean> compact,
    Sourced<Quantity> targetSize,
    Sourced<Duration> snapshots,
    Sourced<Duration> maxHold,
    Sourced<Duration> orphans) {

  /** When the tables of a domain are looked after, and by how large an application. */
  public record OfDomain(Sourced<String> cron, Sourced<ZoneId> timezone, TaskRuntime runtime) {}
}
