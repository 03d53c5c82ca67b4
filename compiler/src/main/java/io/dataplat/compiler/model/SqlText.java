package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/**
 * A SQL text and where its characters stand, so that a position inside it becomes one of a file.
 *
 * @param file the {@code .sql} file, or the YAML file of a block
 * @param lineStarts for each line of the text, the 1-based column in the file of its first
 *     character
 * @param firstLine the 1-based line in the file of the text's first line
 */
public record SqlText(String text, String file, int firstLine, List<Integer> lineStarts) {
  public SqlText {
    lineStarts = List.copyOf(lineStarts);
  }

  /** Returns the place in the file of a range in the text, all 1-based, the end exclusive. */
  public SourceSpan span(int line, int column, int endLine, int endColumn) {
    return new SourceSpan(
        file,
        firstLine + line - 1,
        lineStart(line) + column - 1,
        firstLine + endLine - 1,
        lineStart(endLine) + endColumn - 1);
  }

  private int lineStart(int line) {
    return lineStarts.get(Math.min(line, lineStarts.size()) - 1);
  }
}
