package io.dataplat.jobs.input;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

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

  /** Where the file is; it must still be the one that was found when the run began. */
  FileSystem unchanged(Configuration configuration) throws IOException {
    var place = new Path(uri);
    var system = place.getFileSystem(configuration);
    try {
      if (isStill(system.getFileStatus(place))) {
        return system;
      }
    } catch (FileNotFoundException e) {
      // Another one, or none, is the same to this run.
    }
    throw UnreadableFile.changed(this);
  }

  private boolean isStill(FileStatus status) {
    return status.getLen() == length && versionOf(status).equals(version);
  }

  // A store may give the time of a file more exactly in a list than for the file.
  static String versionOf(FileStatus status) {
    var tag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
    return tag == null ? String.valueOf(status.getModificationTime()) : tag;
  }
}
