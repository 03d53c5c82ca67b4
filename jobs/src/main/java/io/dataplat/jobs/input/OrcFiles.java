package io.dataplat.jobs.input;

import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;

/** Opens the ORC files of a run as they were pinned. */
final class OrcFiles {

  private OrcFiles() {}

  /** A file whose footer has been read; its wall clocks are as if they were of UTC. */
  static Reader open(SourceFile file, Configuration configuration) {
    try {
      var system = file.unchanged(configuration);
      if (file.length() == 0) {
        // To the library this is a file without columns.
        throw UnreadableFile.notOf("ORC", file, "footer");
      }
      return OrcFile.createReader(
          new Path(file.uri()),
          OrcFile.readerOptions(configuration)
              .filesystem(system)
              .useUTCTimestamp(true)
              .convertToProlepticGregorian(true));
    } catch (JobFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.notOf("ORC", file, "footer");
    }
  }
}
