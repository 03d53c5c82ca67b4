package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import java.util.Optional;
import org.apache.spark.sql.catalyst.trees.Origin;

/** The text given to the analyser, which turns Spark's offsets into lines and columns. */
final class SqlText {
  private final int[] characters;

  SqlText(String sql) {
    this.characters = sql.codePoints().toArray();
  }

  int length() {
    return characters.length;
  }

  SqlProblem error(String rule, Range range, String message, Optional<String> hint) {
    return problem(rule, range, message, hint, false);
  }

  SqlProblem warning(String rule, Range range, String message, Optional<String> hint) {
    return problem(rule, range, message, hint, true);
  }

  private SqlProblem problem(
      String rule, Range range, String message, Optional<String> hint, boolean warning) {
    var start = Math.max(0, Math.min(range.start(), characters.length));
    var end = Math.max(start, Math.min(range.end(), characters.length));
    return new SqlProblem(
        rule, lineOf(start), columnOf(start), lineOf(end), columnOf(end), message, hint, warning);
  }

  String slice(Range range) {
    return new String(characters, range.start(), range.end() - range.start());
  }

  Range all() {
    return new Range(0, characters.length);
  }

  Range rangeOf(Origin origin) {
    if (origin.startIndex().isDefined() && origin.stopIndex().isDefined()) {
      return new Range((Integer) origin.startIndex().get(), (Integer) origin.stopIndex().get() + 1);
    }
    if (origin.line().isDefined() && origin.startPosition().isDefined()) {
      return wordAt(
          offsetOf((Integer) origin.line().get(), (Integer) origin.startPosition().get()));
    }
    return all();
  }

  /** The identifier or single character at an offset. */
  Range wordAt(int offset) {
    var end = offset;
    while (end < characters.length && Character.isUnicodeIdentifierPart(characters[end])) {
      end++;
    }
    return new Range(offset, end == offset ? Math.min(offset + 1, characters.length) : end);
  }

  int offsetOf(int line, int position) {
    var offset = 0;
    for (var at = 1; at < line && offset < characters.length; offset++) {
      if (characters[offset] == '\n') {
        at++;
      }
    }
    return Math.min(offset + position, characters.length);
  }

  private int lineOf(int offset) {
    var line = 1;
    for (var i = 0; i < offset; i++) {
      if (characters[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  private int columnOf(int offset) {
    var start = offset;
    while (start > 0 && characters[start - 1] != '\n') {
      start--;
    }
    return offset - start + 1;
  }

  /** Offsets in characters, the end exclusive. */
  record Range(int start, int end) {}
}
