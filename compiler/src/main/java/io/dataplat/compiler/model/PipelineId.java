package io.dataplat.compiler.model;

/** The full name of a pipeline. */
public record PipelineId(String domain, String name) implements Comparable<PipelineId> {
  @Override
  public int compareTo(PipelineId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return domain + "." + name;
  }
}
