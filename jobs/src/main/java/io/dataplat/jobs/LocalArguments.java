package io.dataplat.jobs;

import io.dataplat.jobs.local.MessageRate;
import io.dataplat.jobs.sample.Sampling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The command line of a local run.
 *
 * @param after by task the tasks that its pipeline puts before it
 * @param isOfDomain whether the plans are those of a whole domain: only whole intervals are run
 * @param interval the time to cover, as the user wrote it
 * @param rewindTo the place from which changes are read anew, by the tasks that read some
 * @param state the folder of tables and keys
 * @param show how many rows of each output to print
 * @param sampling what to make for inputs that have no data; nothing if it has no rows
 * @param isOnlySampled whether nothing is run
 * @param rate what messages a single stream gets
 */
record LocalArguments(
    List<Path> plans,
    Map<String, List<String>> after,
    boolean isOfDomain,
    Optional<String> interval,
    boolean force,
    Optional<String> rewindTo,
    Path state,
    Path root,
    String master,
    int show,
    Sampling sampling,
    boolean isOnlySampled,
    MessageRate rate) {

  private static final String PERCENT = "[0-9]{1,3}(\\.[0-9]{1,6})?%";
  private static final double WHOLE = 100;
  private static final String DURATION = "[0-9]{1,6}[smh]";
  private static final int STANDARD_RATE = 100;

  private static final List<String> NAMES =
      List.of(
          "after",
          "domain",
          "interval",
          "force",
          "rewind-to",
          "local",
          "root",
          "master",
          "show",
          "rows",
          "seed",
          "faults",
          "references",
          "only-sample",
          "rate",
          "duration");

  LocalArguments {
    plans = List.copyOf(plans);
  }

  static LocalArguments parse(String... arguments) {
    var line = CommandLine.parse(NAMES, arguments);
    return new LocalArguments(
        line.plans(),
        after(line),
        line.isTrue("domain"),
        line.find("interval"),
        line.isTrue("force"),
        line.find("rewind-to"),
        CommandLine.path(line.required("local")),
        CommandLine.path(line.find("root").orElse(".")),
        line.find("master").orElse("local[*]"),
        line.number("show", 0, 0),
        new Sampling(
            line.number("rows", 0, 0),
            line.number("seed", 1, Integer.MIN_VALUE),
            share(line.find("faults").orElse("0%")),
            references(line)),
        line.isTrue("only-sample"),
        rate(line));
  }

  private static MessageRate rate(CommandLine line) {
    return new MessageRate(
        line.number("rate", STANDARD_RATE, 1),
        Optional.of(line.number("rows", 0, 0)).filter(rows -> rows > 0),
        line.find("duration").map(LocalArguments::duration));
  }

  private static Duration duration(String text) {
    if (!text.matches(DURATION)) {
      throw CommandLine.refused(
          "dataplat.duration is a time such as 30s, 5m or 1h, not `" + text + "`");
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  private static double share(String percent) {
    var number =
        percent.matches(PERCENT)
            ? Double.parseDouble(percent.substring(0, percent.length() - 1))
            : -1;
    if (number < 0 || number > WHOLE) {
      throw CommandLine.refused(
          "dataplat.faults is a share of the rows such as 1%, not `" + percent + "`");
    }
    return number / WHOLE;
  }

  private static Map<String, List<String>> after(CommandLine line) {
    var after = new LinkedHashMap<String, List<String>>();
    for (var pair : pairs(line, "after")) {
      after.computeIfAbsent(pair[0], task -> new ArrayList<>()).add(pair[1]);
    }
    return after;
  }

  private static Map<String, String> references(CommandLine line) {
    var references = new LinkedHashMap<String, String>();
    pairs(line, "references").forEach(pair -> references.put(pair[0], pair[1]));
    return references;
  }

  private static List<String[]> pairs(CommandLine line, String name) {
    return Stream.of(line.find(name).orElse("").split(",", -1))
        .filter(text -> !text.isEmpty())
        .map(text -> pair(name, text))
        .toList();
  }

  private static String[] pair(String name, String text) {
    var pair = text.split(":", -1);
    if (pair.length != 2) {
      throw CommandLine.refused("--" + name + " `" + text + "` is not of the form ONE:OTHER");
    }
    return pair;
  }
}
