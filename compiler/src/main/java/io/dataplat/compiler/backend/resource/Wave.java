package io.dataplat.compiler.backend.resource;

/**
 * The order in which Argo CD applies the objects of one Application.
 *
 * <p>Workloads come last: an unhealthy stream would hold back every wave behind it, even its own
 * mended version.
 */
public enum Wave {
  /** Namespaces, quotas and limits. */
  FOUNDATION(-30),
  /** Accounts, roles and network policies. */
  ACCESS(-20),
  /** What watches and supplies workloads. */
  SUPPORT(-10),
  /** What runs. */
  WORKLOAD(0);

  private final int number;

  Wave(int number) {
    this.number = number;
  }

  /** Returns the number for the annotation. */
  public int number() {
    return number;
  }
}
