package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Maintenance;
import io.dataplat.compiler.model.Quantity;
import io.dataplat.compiler.model.Sourced;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Makes the upkeep of tables and of domains. */
final class MaintenanceResolver {
  private static final String KEY = "maintenance";
  private static final String DAILY = "0 4 * * *";
  private static final Quantity TARGET_SIZE = Quantity.ofBytes(512L << 20);
  private static final Duration SNAPSHOTS = Duration.ofDays(7);
  private static final Duration MAX_HOLD = Duration.ofDays(30);
  private static final Duration ORPHANS = Duration.ofDays(3);

  private final Scalars scalars;

  MaintenanceResolver(Diagnostics diagnostics) {
    this.scalars = new Scalars(diagnostics);
  }

  Optional<Maintenance> ofDataset(Fields spec) {
    return spec.find(KEY)
        .map(
            fields ->
                new Maintenance(
                    spec.keySpan(KEY),
                    fields.flag("compact", true),
                    scalars
                        .memory(fields, "targetSize")
                        .orElseGet(() -> Sourced.builtIn(TARGET_SIZE)),
                    scalars.duration(fields, "snapshots", SNAPSHOTS),
                    scalars.duration(fields, "maxHold", MAX_HOLD),
                    scalars.duration(fields, "orphans", ORPHANS)));
  }

  /** Returns the upkeep of a domain if one of its datasets asks for some. */
  Optional<Maintenance.OfDomain> ofDomain(
      Fields spec, Collection<Dataset> datasets, RuntimeResolver runtimes) {
    var isWanted =
        datasets.stream()
            .anyMatch(each -> each.maintenance().isPresent() || each.retention().isPresent());
    var fields = spec.below(KEY);
    return isWanted
        ? runtimes
            .resolve(fields)
            .map(
                runtime ->
                    new Maintenance.OfDomain(
                        fields.text("cron", DAILY), scalars.zone(fields, "timezone"), runtime))
        : Optional.empty();
  }
}
