package io.dataplat.compiler.check;

import io.dataplat.compiler.check.DataFlow.Writer;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Schedule;
import io.dataplat.compiler.model.Storage;
import io.dataplat.compiler.model.Task.WriteMode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which files a task can write, and in which ways. */
final class FilesTarget {

  private static final Set<WriteMode> MODES =
      EnumSet.of(WriteMode.APPEND, WriteMode.OVERWRITE, WriteMode.OVERWRITE_INTERVAL);
  private static final Set<Storage.Format> FORMATS =
      EnumSet.of(Storage.Format.CSV, Storage.Format.PARQUET);
  private static final Pattern TIME = Pattern.compile("\\{(?:yyyy|MM|dd|HH)}");
  private static final Pattern WRITABLE =
      Pattern.compile(
          "[A-Za-z0-9=-][A-Za-z0-9._=-]*/"
              + "(?:(?:[A-Za-z0-9=-]|%1$s)%2$s*/)*(?:(?:[A-Za-z0-9=-]|%1$s)%2$s*)?[*]%2$s*"
                  .formatted(TIME, "(?:[A-Za-z0-9._=-]|" + TIME + ")"));

  private FilesTarget() {}

  /** Whether a task of the repository writes the files of a dataset. */
  static boolean isWritten(DataFlow flow, Dataset dataset) {
    return dataset.storage() instanceof Storage.Files && !flow.writers(dataset.id()).isEmpty();
  }

  /** Whether a path of new files can be made of a pattern: it has one asterisk, in their name. */
  static boolean isWritable(String path) {
    return WRITABLE.matcher(path).matches();
  }

  /** Why a task cannot write these files so; empty if it can. */
  static Optional<String> notFor(Writer writer, Storage.Files files) {
    var place = files.connection().place();
    if (writer.place().streaming()) {
      return Optional.of("a stream cannot write files yet");
    }
    if (!FORMATS.contains(files.format().value())) {
      return Optional.of("only CSV and Parquet files are written yet");
    }
    if (!MODES.contains(writer.output().write().mode().value())) {
      return Optional.of("files are written by `append`, `overwrite` or `overwrite_interval`");
    }
    if (!(place instanceof Place.Local || place instanceof Place.S3)) {
      return Optional.of("files are written into S3 buckets and folders of this machine yet");
    }
    if (files.marker().isPresent()) {
      return Optional.of(
          "`marker` is what a sender writes last; the manifest of written files says more");
    }
    return notForTime(writer, files);
  }

  private static Optional<String> notForTime(Writer writer, Storage.Files files) {
    if (!TIME.matcher(files.path().value()).find()) {
      return Optional.empty();
    }
    if (writer.output().write().mode().value() == WriteMode.OVERWRITE) {
      return Optional.of("it replaces all files, and their path tells a time; remove the time");
    }
    return writer.place().pipeline().schedule().flatMap(Schedule::interval).isEmpty()
        ? Optional.of("the path tells the time of an interval, and its runs have none")
        : Optional.empty();
  }
}
