package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A team's part of the platform: its datasets and pipelines.
 *
 * @param enabled whether it has a namespace; of one that has none no pipeline is enabled
 * @param maintenance when its tables are looked after; absent if none asks for it
 */
public record Domain(
    String name,
    SourceSpan span,
    String file,
    Map<String, Sourced<String>> labels,
    Sourced<Boolean> enabled,
    Sourced<String> owner,
    Contact contact,
    Optional<Sourced<String>> costCentre,
    Quota quota,
    Optional<Maintenance.OfDomain> maintenance,
    List<Dataset> datasets,
    List<Pipeline> pipelines) {
  public Domain {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    datasets = List.copyOf(datasets);
    pipelines = List.copyOf(pipelines);
  }

  /** How to reach the owner. */
  public record Contact(
      Sourced<String> email, Optional<Sourced<String>> chat, Optional<Sourced<String>> runbook) {}
}
