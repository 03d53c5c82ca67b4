package io.dataplat.jobs;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      List.of("plan", "run-id", "local", "root", "master", "brokers", "available-now");

  /** Reads the command line; every name has a value. */
  public static StreamArguments parse(String... arguments) {
    var values = values(List.of(arguments).iterator());
    var plan = values.get("plan");
    if (plan == null) {
      throw refused("--plan is missing");
    }
    return new StreamArguments(
        Path.of(plan),
        values.getOrDefault("run-id", UUID.randomUUID().toString()),
        Optional.ofNullable(values.get("local")).map(Path::of),
        Path.of(values.getOrDefault("root", ".")),
        values.getOrDefault("master", "local[*]"),
        Optional.ofNullable(values.get("brokers")),
        Boolean.parseBoolean(values.getOrDefault("available-now", "false")));
  }

  private static Map<String, String> values(Iterator<String> arguments) {
    var values = new LinkedHashMap<String, String>();
    while (arguments.hasNext()) {
      var argument = arguments.next();
      var name = argument.startsWith("--") ? argument.substring(2) : "";
      if (!NAMES.contains(name)) {
        throw refused("unknown argument `" + argument + "`");
      }
      if (!arguments.hasNext()) {
        throw refused("`" + argument + "` has no value");
      }
      if (values.put(name, arguments.next()) != null) {
        throw refused("`" + argument + "` is given twice");
      }
    }
    return values;
  }

  private static JobFailure refused(String message) {
    return new JobFailure(ExitCode.BAD_ARGUMENTS, "bad-arguments", message);
  }
}
