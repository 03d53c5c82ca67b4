package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;

/**
 * A SQL text and where its characters stand, so that a position inside it becomes one of a file.
 *
 * @param file the {@code .sql} file, or the YAML file of a block
 * @param lineStarts for each line of the text, the 1-based column in the file of its first
 *     character
 * @param firstLine the 1-based line in the file of the text's first line
 * @param whole the place of the whole text if folding or escapes in it lost the places inside
 * @param users the documents that use the template which holds or names the text
 */
public record SqlText(
    String text,
    String file,
    int firstLine,
    List<Integer> lineStarts,
    Optional<SourceSpan> whole,
    List<String> users) {
  public SqlText {
    lineStarts = List.copyOf(lineStarts);
    users = List.copyOf(users);
  }

  /** A text whose every character has its own place. */
  public SqlText(String text, String file, int firstLine, List<Integer> lineStarts) {
    this(text, file, firstLine, lineStarts, Optional.empty(), List.of());
  }

  /** The same text, used by these documents. */
  public SqlText usedBy(List<String> documents) {
    return new SqlText(text, file, firstLine, lineStarts, whole, documents);
  }

  /** Returns the place in the file of a range in the text, all 1-based, the end exclusive. */
  public SourceSpan span(int line, int column, int endLine, int endColumn) {
    return whole.orElseGet(
        () ->
            new SourceSpan(
                file,
                firstLine + line - 1,
                lineStart(line) + column - 1,
                firstLine + endLine - 1,
                lineStart(endLine) + endColumn - 1,
                users));
  }

  private int lineStart(int line) {
    return lineStarts.get(Math.min(line, lineStarts.size()) - 1);
  }
}
