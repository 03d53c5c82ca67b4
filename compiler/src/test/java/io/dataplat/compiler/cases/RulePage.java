package io.dataplat.compiler.cases;

import io.dataplat.compiler.diagnostic.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The page of a rule, with a mistake and its repair that a test can try. */
record RulePage(Rule rule, String text) {

  /** Where the pages lie. */
  static final Path PAGES = Path.of("../docs/rules");

  private static final Pattern REPAIR =
      Pattern.compile(
          "Wrong, in `([^`]+)`:\n\n```\\w+\n(.*?)\n```\n\nRight:\n\n```\\w+\n(.*?)\n```\n",
          Pattern.DOTALL);

  /** What to replace by what, in which file. */
  record Repair(String file, List<String> wrong, List<String> right) {

    /** Returns the text with the wrong lines replaced, however deep they are indented. */
    Optional<String> in(String text) {
      List<String> lines = text.lines().toList();
      return IntStream.rangeClosed(0, lines.size() - wrong.size())
          .boxed()
          .flatMap(at -> at(lines, at).stream())
          .findFirst();
    }

    private Optional<String> at(List<String> lines, int at) {
      int depth = depth(lines.get(at));
      int end = at + wrong.size();
      if (!lines.subList(at, end).equals(indented(wrong, depth))) {
        return Optional.empty();
      }
      return Optional.of(
          Stream.of(lines.subList(0, at), indented(right, depth), lines.subList(end, lines.size()))
              .flatMap(List::stream)
              .collect(Collectors.joining("\n", "", "\n")));
    }

    private static List<String> indented(List<String> lines, int depth) {
      String indent = " ".repeat(Math.max(0, depth - depth(lines.get(0))));
      return lines.stream().map(line -> line.isEmpty() ? line : indent + line).toList();
    }
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  static RulePage of(Rule rule) throws IOException {
    return new RulePage(rule, Files.readString(PAGES.resolve(rule.id() + ".md")));
  }

  /** Returns the repair, unless the page tells it in words. */
  Optional<Repair> repair() {
    var matcher = REPAIR.matcher(text);
    return matcher.find()
        ? Optional.of(
            new Repair(
                matcher.group(1),
                matcher.group(2).lines().toList(),
                matcher.group(3).lines().toList()))
        : Optional.empty();
  }
}
