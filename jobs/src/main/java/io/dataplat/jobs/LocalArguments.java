package io.dataplat.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of a local run.
 *
 * @param after by task the tasks that its pipeline puts before it
 * @param isOfDomain whether the plans are those of a whole domain: only whole intervals are run
 * @param interval the time to cover, as the user wrote it
 * @param state the folder of tables and keys
 * @param show how many rows of each output to print
 * @param sample how many rows to make for each input that has no data; none without it
 */
record LocalArguments(
    List<Path> plans,
    Map<String, List<String>> after,
    boolean isOfDomain,
    Optional<String> interval,
    boolean force,
    Path state,
    Path root,
    String master,
    int show,
    int sample,
    int seed) {

  private static final List<String> NAMES =
      List.of(
          "after",
          "domain",
          "interval",
          "force",
          "local",
          "root",
          "master",
          "show",
          "sample",
          "seed");

  LocalArguments {
    plans = List.copyOf(plans);
  }

  static LocalArguments parse(String... arguments) {
    var line = CommandLine.parse(NAMES, arguments);
    return new LocalArguments(
        line.plans(),
        after(line.find("after").orElse("")),
        line.isTrue("domain"),
        line.find("interval"),
        line.isTrue("force"),
        Path.of(line.required("local")),
        Path.of(line.find("root").orElse(".")),
        line.find("master").orElse("local[*]"),
        line.number("show", 0),
        line.number("sample", 0),
        line.number("seed", 1));
  }

  private static Map<String, List<String>> after(String text) {
    var after = new LinkedHashMap<String, List<String>>();
    for (var pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      var parts = pair.split(":", -1);
      if (parts.length != 2) {
        throw CommandLine.refused("--after `" + pair + "` is not of the form TASK:TASK");
      }
      after.computeIfAbsent(parts[0], task -> new ArrayList<>()).add(parts[1]);
    }
    return after;
  }
}
