package io.dataplat.jobs.input;

import java.io.Serializable;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;

/**
 * A file as it was when the run began.
 *
 * @param path relative to its object store
 * @param version what changes with the content, as far as the store knows
 */
public record SourceFile(String path, String uri, long length, String version)
    implements Serializable {

  /** What makes the file this one: another size or version is another file. */
  public String identity() {
    return path + " " + length + " " + version;
  }

  /** Whether it still is the file that was found when the run began. */
  boolean isStill(FileStatus status) {
    return status.getLen() == length && versionOf(status).equals(version);
  }

  // A store may give the time of a file more exactly in a list than for the file.
  static String versionOf(FileStatus status) {
    var tag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
    return tag == null ? String.valueOf(status.getModificationTime()) : tag;
  }
}
