package io.dataplat.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in what a library throws that a disk was full, and whose disk it was. */
final class FullDisk {

  // What Linux and macOS, a quota, and Windows say.
  private static final List<String> SAID =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk");
  private static final List<Entry<String, String>> WRITERS =
      List.of(
          Map.entry("org.apache.iceberg.", "the files of a table"),
          Map.entry("io.dataplat.jobs.files.", "the files of a dataset"),
          Map.entry("io.dataplat.jobs.manifest.", "the files of a dataset"),
          Map.entry("org.apache.spark.sql.execution.streaming.", "the checkpoint"),
          Map.entry("org.apache.spark.shuffle.", "Spark's temporary files (`spark.local.dir`)"),
          Map.entry("org.apache.spark.storage.", "Spark's temporary files (`spark.local.dir`)"));

  private FullDisk() {}

  /** The failure, if that is the reason of an error. */
  static Optional<JobFailure> in(Throwable error) {
    var chain = Causes.of(error).toList();
    return chain.stream().anyMatch(FullDisk::isSaid)
        ? Optional.of(
            new JobFailure(
                ExitCode.UNEXPECTED, "disk-full", "the disk of " + writer(chain) + " is full"))
        : Optional.empty();
  }

  private static boolean isSaid(Throwable error) {
    var message = String.valueOf(error.getMessage());
    return SAID.stream().anyMatch(message::endsWith);
  }

  // The innermost error was thrown nearest to the disk.
  private static String writer(List<Throwable> chain) {
    for (int at = chain.size() - 1; at >= 0; at--) {
      var writer = frames(chain.get(at)).flatMap(FullDisk::writer).findFirst();
      if (writer.isPresent()) {
        return writer.get();
      }
    }
    return "this process";
  }

  private static Stream<String> frames(Throwable error) {
    return Arrays.stream(error.getStackTrace()).map(StackTraceElement::getClassName);
  }

  private static Stream<String> writer(String frame) {
    return WRITERS.stream()
        .filter(writer -> frame.startsWith(writer.getKey()))
        .map(Entry::getValue);
  }
}
