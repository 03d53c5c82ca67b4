package io.dataplat.jobs.gate;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * Gathers the counts of committed tasks, one for each partition. A partition that is computed again
 * replaces its counts, so that a retry, a lost executor or a second use of the rows counts nothing
 * twice; that is what {@code Dataset.observe} gets wrong.
 */
final class GateCounter extends AccumulatorV2<GateCounts, Map<Integer, GateCounts>> {

  private static final long serialVersionUID = 1L;

  private TreeMap<Integer, GateCounts> partitions = new TreeMap<>();

  @Override
  public boolean isZero() {
    return partitions.isEmpty();
  }

  @Override
  public GateCounter copy() {
    var copy = new GateCounter();
    copy.partitions = new TreeMap<>(partitions);
    return copy;
  }

  @Override
  public void reset() {
    partitions = new TreeMap<>();
  }

  @Override
  public void add(GateCounts counts) {
    partitions.put(counts.partition, counts);
  }

  @Override
  public void merge(AccumulatorV2<GateCounts, Map<Integer, GateCounts>> other) {
    partitions.putAll(other.value());
  }

  @Override
  public Map<Integer, GateCounts> value() {
    return partitions;
  }
}
