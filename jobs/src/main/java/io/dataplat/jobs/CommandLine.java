package io.dataplat.jobs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a job: plans, and names with one value each. An empty value counts as left out.
 */
final class CommandLine {

  /** What is said of a command line that cannot be understood. */
  static final String RULE = "bad-arguments";

  private static final String PLAN = "plan";

  private final List<Path> plans = new ArrayList<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  private CommandLine() {}

  /** Reads a command line that knows these names besides {@code plan}. */
  static CommandLine parse(List<String> names, String... arguments) {
    var line = new CommandLine();
    var rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      line.add(names, rest.next(), rest);
    }
    if (line.plans.isEmpty()) {
      throw refused("--plan is missing");
    }
    return line;
  }

  private void add(List<String> names, String argument, Iterator<String> rest) {
    var name = argument.startsWith("--") ? argument.substring(2) : "";
    if (!name.equals(PLAN) && !names.contains(name)) {
      throw refused("unknown argument `" + argument + "`");
    }
    if (!rest.hasNext()) {
      throw refused("`" + argument + "` has no value");
    }
    var value = rest.next();
    if (name.equals(PLAN)) {
      plans.add(path(value));
    } else if (!value.isEmpty() && values.put(name, value) != null) {
      throw refused("`" + argument + "` is given twice");
    }
  }

  List<Path> plans() {
    return List.copyOf(plans);
  }

  /** The one plan of a job that runs one. */
  Path plan() {
    if (plans.size() > 1) {
      throw refused("`--plan` is given twice");
    }
    return plans.get(0);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  String required(String name) {
    return find(name).orElseThrow(() -> refused("--" + name + " is missing"));
  }

  int number(String name, int standard, int least) {
    var text = find(name).orElse(String.valueOf(standard));
    try {
      var number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as one that is too small is.
    }
    throw refused("--%s `%s` is no number from %s on".formatted(name, text, least));
  }

  boolean isTrue(String name) {
    var text = find(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw refused("--" + name + " `" + text + "` is neither true nor false");
    }
    return text.equals("true");
  }

  /** A path of the file system. */
  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw refused("`" + text.replaceAll("\\p{Cntrl}", "?") + "` is no path");
    }
  }

  static JobFailure refused(String message) {
    return new JobFailure(ExitCode.BAD_ARGUMENTS, RULE, message);
  }
}
