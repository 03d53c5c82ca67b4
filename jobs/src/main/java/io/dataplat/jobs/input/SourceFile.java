package io.dataplat.jobs.input;

import java.io.Serializable;

/** A file as it was when the run began; {@code path} is relative to its object store. */
public record SourceFile(String path, String uri, long length, long modified)
    implements Serializable {

  /** What makes the file this one: another size or time is another file. */
  public String identity() {
    return path + " " + length + " " + modified;
  }
}
