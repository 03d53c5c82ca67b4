package io.dataplat.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The command line of a streaming job.
 *
 * @param local the folder of a local run: embedded catalogs and keys lie there, Spark runs in this
 *     process, and secrets are random keys; absent on a cluster
 * @param root what relative paths of local object stores are relative to
 * @param brokers where the brokers of an embedded connection are
 * @param isBounded whether the job ends when it has read what is there
 */
public record StreamArguments(
    Path plan,
    String runId,
    Optional<Path> local,
    Path root,
    String master,
    Optional<String> brokers,
    boolean isBounded) {

  /** How the job is called. */
  public static final String USAGE =
      """
      usage: --plan FILE
             optional: --run-id ID, --local FOLDER, --root FOLDER, --master MASTER,
               --brokers HOST:PORT, --available-now true
      """;

  private static final List<String> NAMES =
      List.of("run-id", "local", "root", "master", "brokers", "available-now");

  /** Reads the command line; every name has a value. */
  public static StreamArguments parse(String... arguments) {
    var line = CommandLine.parse(NAMES, arguments);
    return new StreamArguments(
        line.plan(),
        line.find("run-id").orElseGet(() -> UUID.randomUUID().toString()),
        line.find("local").map(CommandLine::path),
        CommandLine.path(line.find("root").orElse(".")),
        line.find("master").orElse("local[*]"),
        line.find("brokers"),
        line.isTrue("available-now"));
  }
}
