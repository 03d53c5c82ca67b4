package io.dataplat.jobplan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** How an output changes its table. */
public record Write(
    WriteMode mode,
    List<String> keys,
    List<String> sequenceBy,
    Optional<Deletes> deletes,
    Optional<String> effectiveFrom,
    Optional<List<String>> track,
    Optional<String> late,
    Optional<String> absent,
    Optional<BigDecimal> maxRemoved,
    OutsideInterval outsideInterval,
    Optional<String> ttl,
    Optional<String> featureVersion) {
  /** Copies what the caller may still change. */
  public Write {
    keys = List.copyOf(keys);
    sequenceBy = List.copyOf(sequenceBy);
    track = track.map(List::copyOf);
  }
}
