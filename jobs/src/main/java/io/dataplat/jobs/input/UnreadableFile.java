package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.EOFException;
import java.io.IOException;

/** Says which file cannot be read, from where on, and why; never what stands there. */
final class UnreadableFile {

  private UnreadableFile() {}

  /** A file whose text ends in an error at an offset. */
  static JobFailure at(SourceFile file, long offset, boolean isCompressed, IOException error) {
    return refused(
        "file-unreadable",
        "the file `%s` cannot be read from byte %s of its text on: %s"
            .formatted(file.path(), offset, reason(isCompressed, error)));
  }

  private static String reason(boolean isCompressed, IOException error) {
    if (error instanceof LineReader.LongLineException) {
      return "a line is longer than 64 MiB";
    }
    if (error instanceof EOFException) {
      return "its compressed data break off";
    }
    return isCompressed
        ? "its compressed data are damaged"
        : "reading fails with " + error.getClass().getSimpleName();
  }

  /** A file that is no longer the one that was pinned. */
  static JobFailure changed(SourceFile file) {
    return refused("file-changed", "the file `" + file.path() + "` changed while it was read");
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.INPUT_REFUSED, rule, message);
  }
}
