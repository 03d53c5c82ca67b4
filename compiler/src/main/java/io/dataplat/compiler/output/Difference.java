package io.dataplat.compiler.output;

/** A path where the output directory is not what the sources compile to. */
public record Difference(String path, Kind kind) {

  /** How a path differs. */
  public enum Kind {
    /** It is generated, but not there. */
    MISSING,
    /** It was generated from other sources. */
    OUT_OF_DATE,
    /** Somebody changed it after it was generated. */
    EDITED,
    /** It was generated once, but nothing generates it now. */
    STALE,
    /** Nothing ever generated it. */
    FOREIGN,
    /** What stands there is no regular file. */
    BLOCKED
  }
}
