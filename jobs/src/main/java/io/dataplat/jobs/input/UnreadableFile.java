package io.dataplat.jobs.input;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.io.EOFException;
import java.io.IOException;

/** Says which file cannot be read, from where on, and why; never what stands there. */
final class UnreadableFile {

  private UnreadableFile() {}

  /** A file whose text ends in an error at an offset. */
  static JobFailure at(SourceFile file, long offset, IOException error) {
    return refused(
        "file-unreadable",
        "the file `%s` cannot be read from byte %s of its text on: %s"
            .formatted(file.path(), offset, reason(Compression.of(file).isPresent(), error)));
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

  /** A file with types whose rows end in an error. */
  static JobFailure from(SourceFile file, long row, Exception error) {
    return refused(
        "file-unreadable",
        "the file `%s` cannot be read from row %s on: %s"
            .formatted(file.path(), row, reason(error)));
  }

  private static String reason(Exception error) {
    if (error instanceof EOFException) {
      return "its data break off";
    }
    return error instanceof IOException
        ? "reading fails with " + error.getClass().getSimpleName()
        : "its data are damaged";
  }

  /** A file whose format or columns cannot be told. */
  static JobFailure notOf(String format, SourceFile file, String place) {
    return refused(
        "file-unreadable",
        "the file `%s` is no %s file, or its %s is damaged".formatted(file.path(), format, place));
  }

  /** A file of JSON lines with a field that its dataset may not have. */
  static JobFailure unknownField(SourceFile file, long offset) {
    return refused(
        "columns-not-as-contract",
        "the file `%s` has at byte %s a record with a field that the contract lacks"
            .formatted(file.path(), offset));
  }

  /** A file that is no longer the one that was pinned. */
  static JobFailure changed(SourceFile file) {
    return refused("file-changed", "the file `" + file.path() + "` changed while it was read");
  }

  private static JobFailure refused(String rule, String message) {
    return new JobFailure(ExitCode.INPUT_REFUSED, rule, message);
  }
}
