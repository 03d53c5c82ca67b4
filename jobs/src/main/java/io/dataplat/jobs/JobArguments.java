package io.dataplat.jobs;

import io.dataplat.jobplan.RunArguments;
import io.dataplat.jobplan.RunScope;
import io.dataplat.jobplan.RunTrigger;
import io.dataplat.jobs.replay.ReplayRequest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The command line of a batch job.
 *
 * @param local the folder of a local run: embedded catalogs and keys lie there, Spark runs in this
 *     process, and secrets are random keys; absent on a cluster
 * @param replay which rejected rows go through again, if the run is for them
 * @param root what relative paths of local object stores are relative to
 */
public record JobArguments(
    Path plan,
    RunArguments run,
    Optional<ReplayRequest> replay,
    Optional<Path> local,
    Path root,
    String master) {

  /** How the job is called. */
  public static final String USAGE =
      """
      usage: --plan FILE and one of
               --tick INSTANT             the instant that the run stands for
               --from INSTANT --to INSTANT   every interval between two boundaries, whatever the tick
               --tick INSTANT --rewind-to PLACE   reads changes anew from a place on, or from `start`
               --tick INSTANT --replay true   computes the batches again that have rows in quarantine;
                 --from INSTANT, --to INSTANT, --rules NAME,NAME and --dataset ID leave out others
             an argument with an empty value counts as left out
             optional: --run-id ID, --attempt N, --trigger schedule|asset|manual|backfill|replay|local,
               --source-revision TEXT, --force true,
               --local FOLDER, --root FOLDER, --master MASTER
      """;

  // With a year of distance to those that Spark's times cannot hold.
  private static final Instant FIRST = Instant.parse("0002-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private static final List<String> NAMES =
      List.of(
          "tick",
          "from",
          "to",
          "rewind-to",
          "replay",
          "rules",
          "dataset",
          "run-id",
          "attempt",
          "trigger",
          "source-revision",
          "force",
          "local",
          "root",
          "master");

  /** Reads the command line; every name has a value. */
  public static JobArguments parse(String... arguments) {
    var line = CommandLine.parse(NAMES, arguments);
    var local = line.find("local").map(CommandLine::path);
    return new JobArguments(
        line.plan(),
        run(line, local.isPresent()),
        replay(line),
        local,
        CommandLine.path(line.find("root").orElse(".")),
        line.find("master").orElse("local[*]"));
  }

  private static RunArguments run(CommandLine line, boolean isLocal) {
    return new RunArguments(
        line.find("run-id").orElseGet(() -> UUID.randomUUID().toString()),
        line.find("source-revision"),
        line.number("attempt", 1, 1),
        trigger(line.find("trigger").orElse(standardTrigger(line, isLocal))),
        scope(line),
        line.isTrue("force"));
  }

  private static String standardTrigger(CommandLine line, boolean isLocal) {
    if (line.isTrue("replay")) {
      return RunTrigger.REPLAY.toString();
    }
    return (isLocal ? RunTrigger.LOCAL : RunTrigger.SCHEDULE).toString();
  }

  private static Optional<ReplayRequest> replay(CommandLine line) {
    if (!line.isTrue("replay")) {
      List.of("rules", "dataset").forEach(name -> expectAbsent(line, name, "without --replay"));
      return Optional.empty();
    }
    expectAbsent(line, "rewind-to", "in a replay, which finds the place by itself");
    return Optional.of(
        new ReplayRequest(
            instant(line, "tick"),
            line.has("from") ? Optional.of(instant(line, "from")) : Optional.empty(),
            line.has("to") ? Optional.of(instant(line, "to")) : Optional.empty(),
            ReplayRequest.names(line.find("rules").orElse("")),
            line.find("dataset")));
  }

  private static void expectAbsent(CommandLine line, String name, String when) {
    if (line.has(name)) {
      throw CommandLine.refused("`--" + name + "` means nothing " + when);
    }
  }

  private static RunTrigger trigger(String text) {
    return Arrays.stream(RunTrigger.values())
        .filter(trigger -> trigger.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> CommandLine.refused("`" + text + "` is no trigger"));
  }

  private static RunScope scope(CommandLine line) {
    if (line.isTrue("replay")) {
      return new RunScope.Tick(instant(line, "tick"));
    }
    if (line.has("from") || line.has("to")) {
      if (line.has("rewind-to")) {
        throw CommandLine.refused("`--rewind-to` takes a --tick, not a range");
      }
      return new RunScope.Range(instant(line, "from"), instant(line, "to"));
    }
    if (!line.has("tick")) {
      throw CommandLine.refused("give --tick, or --from and --to");
    }
    var tick = instant(line, "tick");
    return line.find("rewind-to")
        .<RunScope>map(place -> new RunScope.Rewind(tick, place))
        .orElseGet(() -> new RunScope.Tick(tick));
  }

  // Airflow writes an offset, people often write Z.
  private static Instant instant(CommandLine line, String name) {
    var text = line.required(name);
    try {
      var instant = OffsetDateTime.parse(text).toInstant();
      if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Refused below, as one that no calendar of Spark has is.
    }
    throw CommandLine.refused(
        "--" + name + " `" + text + "` is no instant of the form 2026-03-30T01:00:00Z");
  }
}
