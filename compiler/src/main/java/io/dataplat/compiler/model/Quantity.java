package io.dataplat.compiler.model;

/**
 * An amount of memory in bytes or of CPU in thousandths of a core, with its canonical Kubernetes
 * text.
 *
 * @param amount bytes for memory, milli-cores for CPU; positive
 * @param text the spelling that the API server returns, such as {@code 4Gi}, {@code 512Mi}, {@code
 *     16} or {@code 500m}
 */
public record Quantity(long amount, String text) implements Comparable<Quantity> {
  private static final long MEBI = 1L << 20;
  private static final long GIBI = 1L << 30;

  /** Returns the canonical quantity of an amount of memory in bytes, a multiple of one MiB. */
  public static Quantity ofBytes(long bytes) {
    return new Quantity(bytes, bytes % GIBI == 0 ? bytes / GIBI + "Gi" : bytes / MEBI + "Mi");
  }

  /** Returns the canonical quantity of an amount of CPU in thousandths of a core. */
  public static Quantity ofMilliCores(long milliCores) {
    return new Quantity(
        milliCores, milliCores % 1000 == 0 ? String.valueOf(milliCores / 1000) : milliCores + "m");
  }

  @Override
  public int compareTo(Quantity other) {
    return Long.compare(amount, other.amount);
  }
}
