package io.dataplat.jobs.gate;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Gathers the counts of committed tasks, one for each part of the rows. A part that is computed
 * again replaces its counts, so that a retry, a lost executor or a second use of the rows counts
 * nothing twice; that is what {@code Dataset.observe} gets wrong.
 */
final class GateCounter extends AccumulatorV2<GateCounts, Map<String, GateCounts>> {

  private static final long serialVersionUID = 1L;

  private TreeMap<String, GateCounts> parts = new TreeMap<>();

  @Override
  public boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public GateCounter copy() {
    var copy = new GateCounter();
    copy.parts = new TreeMap<>(parts);
    return copy;
  }

  @Override
  public void reset() {
    parts = new TreeMap<>();
  }

  @Override
  public void add(GateCounts counts) {
    parts.put(counts.part, counts);
  }

  @Override
  public void merge(AccumulatorV2<GateCounts, Map<String, GateCounts>> other) {
    parts.putAll(other.value());
  }

  @Override
  public Map<String, GateCounts> value() {
    return parts;
  }
}
