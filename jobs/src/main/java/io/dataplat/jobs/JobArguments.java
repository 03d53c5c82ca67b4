package io.dataplat.jobs;

import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The command line of a batch job.
 *
 * @param plans the plans to run, one after the other
 * @param local the folder of a local run: embedded catalogs and keys lie there, Spark runs in this
 *     process, and secrets are random keys; absent on a cluster
 * @param root what relative paths of local object stores are relative to
 * @param show how many rows of each output to print at the end
 * @param sample how many rows to make for each input that has no data; none without it
 * @param seed other seeds make other samples
 */
public record JobArguments(
    List<Path> plans,
    RunArguments run,
    Optional<Path> local,
    Path root,
    String master,
    int show,
    int sample,
    int seed) {

  /** Copies what the caller may still change. */
  public JobArguments {
    plans = List.copyOf(plans);
  }

  /** How the job is called. */
  public static final String USAGE =
      """
      usage: --plan FILE (again for more plans, run in this order) and one of
               --tick INSTANT             the instant that the run stands for
               --from INSTANT --to INSTANT   every interval between two boundaries, whatever the tick
             an argument with an empty value counts as left out
             optional: --run-id ID, --attempt N, --trigger schedule|asset|manual|backfill|replay|local,
               --source-revision TEXT, --force true,
               --local FOLDER, --root FOLDER, --master MASTER, --show ROWS, --sample ROWS, --seed N
      """;

  private static final List<String> NAMES =
      List.of(
          "plan",
          "tick",
          "from",
          "to",
          "run-id",
          "attempt",
          "trigger",
          "source-revision",
          "force",
          "local",
          "root",
          "master",
          "show",
          "sample",
          "seed");

  /** Reads the command line; every name has a value. */
  public static JobArguments parse(String... arguments) {
    var plans = new ArrayList<Path>();
    var values = values(Arrays.asList(arguments).iterator(), plans);
    if (plans.isEmpty()) {
      throw refused("--plan is missing");
    }
    var local = Optional.ofNullable(values.get("local")).map(Path::of);
    return new JobArguments(
        plans,
        run(values, local.isPresent()),
        local,
        Path.of(values.getOrDefault("root", ".")),
        values.getOrDefault("master", "local[*]"),
        number(values, "show", 0),
        number(values, "sample", 0),
        number(values, "seed", 1));
  }

  private static Map<String, String> values(Iterator<String> arguments, List<Path> plans) {
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
      var value = arguments.next();
      if (name.equals("plan")) {
        plans.add(Path.of(value));
      } else if (!value.isEmpty() && values.put(name, value) != null) {
        throw refused("`" + argument + "` is given twice");
      }
    }
    return values;
  }

  private static RunArguments run(Map<String, String> values, boolean isLocal) {
    return new RunArguments(
        values.getOrDefault("run-id", UUID.randomUUID().toString()),
        Optional.ofNullable(values.get("source-revision")),
        number(values, "attempt", 1),
        trigger(values.getOrDefault("trigger", isLocal ? "local" : "schedule")),
        scope(values),
        Boolean.parseBoolean(values.getOrDefault("force", "false")));
  }

  private static RunTrigger trigger(String text) {
    return Arrays.stream(RunTrigger.values())
        .filter(trigger -> trigger.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> refused("`" + text + "` is no trigger"));
  }

  private static RunScope scope(Map<String, String> values) {
    if (values.containsKey("from") || values.containsKey("to")) {
      return new RunScope.Range(instant(values, "from"), instant(values, "to"));
    }
    if (!values.containsKey("tick")) {
      throw refused("give --tick, or --from and --to");
    }
    return new RunScope.Tick(instant(values, "tick"));
  }

  // Airflow writes an offset, people often write Z.
  private static Instant instant(Map<String, String> values, String name) {
    var text = required(values, name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw refused("--" + name + " `" + text + "` is no instant of the form 2026-03-30T01:00:00Z");
    }
  }

  private static int number(Map<String, String> values, String name, int standard) {
    var text = values.getOrDefault(name, String.valueOf(standard));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw refused("--" + name + " `" + text + "` is no number");
    }
  }

  private static String required(Map<String, String> values, String name) {
    var value = values.get(name);
    if (value == null) {
      throw refused("--" + name + " is missing");
    }
    return value;
  }

  private static JobFailure refused(String message) {
    return new JobFailure(ExitCode.BAD_ARGUMENTS, "bad-arguments", message);
  }
}
