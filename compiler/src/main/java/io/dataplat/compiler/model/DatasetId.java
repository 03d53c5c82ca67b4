package io.dataplat.compiler.model;

/** The full name of a dataset. */
public record DatasetId(String domain, String name) implements Comparable<DatasetId> {
  @Override
  public int compareTo(DatasetId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return domain + "." + name;
  }
}
