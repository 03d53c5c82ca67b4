package io.dataplat.compiler.output;

import io.dataplat.jobplan.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list of changes of one write, complete if its last line is the hash of the lines before. */
record Journal(List<Step> steps) {

  /** One change: hashes of the old content (none: no file) and of the new one (none: delete). */
  record Step(String path, Optional<String> before, Optional<String> after) {}

  private static final String NONE = "-";
  private static final Pattern LINE =
      Pattern.compile("(-|[0-9a-f]{64}) (-|[0-9a-f]{64}) ([^\\\\:]+)");

  Journal {
    steps = List.copyOf(steps);
  }

  static Journal of(OutputPlan plan) {
    List<Step> steps = new ArrayList<>();
    plan.deletes()
        .forEach(
            each -> steps.add(new Step(each.path(), Optional.of(each.before()), Optional.empty())));
    for (OutputPlan.Put put : plan.puts()) {
      String after = Sha256.hex(put.content().getBytes(StandardCharsets.UTF_8));
      steps.add(new Step(put.path(), put.before(), Optional.of(after)));
    }
    return new Journal(steps);
  }

  byte[] print() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step.before().orElse(NONE)).append(' ');
      text.append(step.after().orElse(NONE)).append(' ');
      text.append(step.path()).append('\n');
    }
    byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
    return text.append(Sha256.hex(lines)).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A complete journal; nothing if it was cut off or is none. */
  static Optional<Journal> parse(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    int end = text.lastIndexOf('\n', text.length() - 2) + 1;
    String lines = text.substring(0, end);
    boolean complete =
        text.substring(end).equals(Sha256.hex(lines.getBytes(StandardCharsets.UTF_8)) + "\n");
    return complete ? steps(lines) : Optional.empty();
  }

  private static Optional<Journal> steps(String lines) {
    List<Step> steps = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      Matcher step = LINE.matcher(line);
      if (!step.matches() || !isClean(step.group(3))) {
        return Optional.empty();
      }
      steps.add(new Step(step.group(3), hash(step.group(1)), hash(step.group(2))));
    }
    return Optional.of(new Journal(steps));
  }

  private static boolean isClean(String path) {
    return List.of(path.split("/", -1)).stream()
        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  private static Optional<String> hash(String text) {
    return text.equals(NONE) ? Optional.empty() : Optional.of(text);
  }
}
