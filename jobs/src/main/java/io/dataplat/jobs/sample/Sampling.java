package io.dataplat.jobs.sample;

import java.util.Map;

/**
 * What samples are asked for.
 *
 * @param rows of each dataset; of one whose data has a time, on each day
 * @param seed other seeds make other samples
 * @param faults the share of rows that break their contract, between 0 and 1
 * @param references by {@code dataset.column} the key column of another dataset that it refers to
 */
public record Sampling(int rows, long seed, double faults, Map<String, String> references) {

  /** The same with enough rows for the keys of messages that never end. */
  public Sampling withAtLeast(int keys) {
    return new Sampling(Math.max(rows, keys), seed, faults, references);
  }

  /** The same without faults. */
  public Sampling withoutFaults() {
    return new Sampling(rows, seed, 0, references);
  }

  /** Copies what the caller may still change. */
  public Sampling {
    references = Map.copyOf(references);
  }
}
