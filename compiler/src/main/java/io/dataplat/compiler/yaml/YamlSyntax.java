package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Reporter;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Says in plain words what the parser stumbled over. */
final class YamlSyntax {

  private static final int LONGEST = 60;

  private YamlSyntax() {}

  private record Wording(String context, String problem, String message, String hint) {

    boolean fits(MarkedYamlEngineException e) {
      return String.valueOf(e.getContext()).contains(context)
          && String.valueOf(e.getProblem()).contains(problem);
    }

    /** The line where the unclosed list or mapping begins, if it is not the line of the problem. */
    Optional<Integer> opening(MarkedYamlEngineException e, YamlMarks marks) {
      return e.getContextMark()
          .filter(opened -> problem.startsWith("expected ','"))
          .map(opened -> marks.line(Optional.of(opened)) + 1)
          .filter(line -> line <= marks.line(e.getProblemMark()));
    }

    /** What was opened and never closed is best shown where it was opened. */
    boolean pointsAtContext() {
      return problem.contains("unexpected end of stream")
          || problem.contains("document separator")
          || context.equals("alias");
    }
  }

  private static final String UNKNOWN_ESCAPE = "an escape that YAML does not have";
  private static final String WRITE_BACKSLASH = "write `\\\\` for a backslash";
  private static final String CLOSE_QUOTE = "close it with the quote that it began with";

  private static final List<Wording> WORDINGS =
      List.of(
          new Wording(
              "quoted scalar",
              "unexpected end of stream",
              "a quoted text is not closed",
              CLOSE_QUOTE),
          new Wording(
              "quoted scalar", "document separator", "a quoted text is not closed", CLOSE_QUOTE),
          new Wording("", "unknown escape character", UNKNOWN_ESCAPE, WRITE_BACKSLASH),
          new Wording(
              "",
              "mapping values are not allowed here",
              "a `:` where no key can stand",
              "write a blank after each `:`, indent by two spaces a level, and quote a text that holds"
                  + " `: `"),
          new Wording(
              "",
              "expected <block end>",
              "this does not belong to the block above",
              "begin it in the same column as the other entries of its block"),
          new Wording(
              "",
              "could not find expected ':'",
              "a key without `:`",
              "write `key: value`, with a blank after the colon"),
          new Wording(
              "",
              "expected ',' or ']'",
              "a list in brackets is not closed, or a comma is missing",
              "write `[a, b]`"),
          new Wording(
              "",
              "expected ',' or '}'",
              "a mapping in braces is not closed, or a comma is missing",
              "write `{a: 1, b: 2}`, and quote a text that holds `: `, braces or a comma"),
          new Wording(
              "",
              "cannot start any token",
              "a text cannot begin with this character",
              "put the text in quotes"),
          new Wording(
              "",
              "sequence entries are not allowed here",
              "a `-` where no list can begin",
              "begin the list on a line of its own"),
          new Wording(
              "alias",
              "unexpected character",
              "a text cannot begin with `*`",
              "put the text in quotes"),
          new Wording(
              "block scalar",
              "",
              "a block text is not well-formed",
              "indent all its lines deeper than its key"));

  /**
   * Reports a syntax error; returns its line in the file, counted from 0. The parser reads some
   * numbers of escapes without a check, so that its failure says nothing of the place: then it is
   * where the parser stands.
   */
  static int report(
      RuntimeException error, YamlMarks marks, Optional<Mark> reached, Reporter reporter) {
    if (!(error instanceof MarkedYamlEngineException marked)) {
      reportUnmarked(error, marks.point(reached.orElseThrow()), reporter);
      return marks.line(reached);
    }
    Optional<Wording> wording = WORDINGS.stream().filter(each -> each.fits(marked)).findFirst();
    boolean atContext = wording.map(Wording::pointsAtContext).orElse(false);
    Optional<Mark> place = atContext ? marked.getContextMark() : Optional.empty();
    Mark mark = place.or(marked::getProblemMark).or(marked::getContextMark).orElseThrow();
    if (wording.isPresent()) {
      String opened =
          wording
              .get()
              .opening(marked, marks)
              .map(line -> " (it begins in line " + line + ")")
              .orElse("");
      reporter.at(marks.point(mark), wording.get().message() + opened, wording.get().hint());
    } else {
      reporter.at(
          marks.point(mark),
          "not well-formed YAML: " + shortened(String.valueOf(marked.getProblem())));
    }
    return marks.line(marked.getProblemMark());
  }

  private static void reportUnmarked(RuntimeException error, SourceSpan span, Reporter reporter) {
    if (error instanceof IllegalArgumentException) {
      reporter.at(span, UNKNOWN_ESCAPE, WRITE_BACKSLASH);
    } else if (error instanceof YamlVersionException) {
      reporter.at(span, "a `%YAML` directive", "remove it");
    } else {
      reporter.at(span, "not well-formed YAML: " + shortened(String.valueOf(error.getMessage())));
    }
  }

  static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 40)) + "...";
  }

  static String withArticle(ScalarType type) {
    return switch (type) {
      case STRING -> "a text";
      case INTEGER -> "an integer";
      case FLOAT -> "a decimal number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
    };
  }
}
