package io.dataplat.jobs.run;

/** What became of every row that was read for one output, if no step on the way reshapes rows. */
public record Equation(
    long read,
    long written,
    long quarantined,
    long dropped,
    long deduplicated,
    long filtered,
    long outside) {

  /** Whether every row is in exactly one place. */
  public boolean balances() {
    return read == written + quarantined + dropped + deduplicated + filtered + outside;
  }

  @Override
  public String toString() {
    return "read %s, but written %s + quarantined %s + dropped %s + deduplicated %s + filtered %s + outside %s"
        .formatted(read, written, quarantined, dropped, deduplicated, filtered, outside);
  }
}
