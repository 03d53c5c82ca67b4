package io.dataplat.compiler.diagnostic;

import java.util.Comparator;
import java.util.List;

/**
 * A range of a source file: lines and columns count from 1, the end is exclusive, and the file is
 * relative to the root with {@code /}.
 *
 * @param users the documents that use the template in whose body the range lies, as {@code
 *     file:line}; none outside templates
 */
public record SourceSpan(
    String file, int startLine, int startColumn, int endLine, int endColumn, List<String> users)
    implements Comparable<SourceSpan> {

  /** Orders ranges by place, whoever uses them. */
  static final Comparator<SourceSpan> BY_PLACE =
      Comparator.comparing(SourceSpan::file)
          .thenComparingInt(SourceSpan::startLine)
          .thenComparingInt(SourceSpan::startColumn)
          .thenComparingInt(SourceSpan::endLine)
          .thenComparingInt(SourceSpan::endColumn);

  private static final Comparator<SourceSpan> ORDER =
      BY_PLACE.thenComparing(span -> String.join("\n", span.users()));

  public SourceSpan {
    users = List.copyOf(users);
    if (startLine < 1 || startColumn < 1) {
      throw new IllegalArgumentException(
          "lines and columns count from 1: " + startLine + ":" + startColumn);
    }
    boolean ended = endLine > startLine || (endLine == startLine && endColumn >= startColumn);
    if (!ended || endColumn < 1) {
      throw new IllegalArgumentException(
          "a span ends where it starts or later: " + endLine + ":" + endColumn);
    }
  }

  /** A range outside templates. */
  public SourceSpan(String file, int startLine, int startColumn, int endLine, int endColumn) {
    this(file, startLine, startColumn, endLine, endColumn, List.of());
  }

  /** The same range, used by these documents. */
  public SourceSpan usedBy(List<String> documents) {
    return new SourceSpan(file, startLine, startColumn, endLine, endColumn, documents);
  }

  /** The place of a finding about a whole file. */
  public static SourceSpan ofFile(String file) {
    return at(file, 1, 1);
  }

  /** An empty span at one place. */
  public static SourceSpan at(String file, int line, int column) {
    return new SourceSpan(file, line, column, line, column);
  }

  @Override
  public int compareTo(SourceSpan other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line:column}, as editors and terminals link it. */
  @Override
  public String toString() {
    return file + ":" + startLine + ":" + startColumn;
  }
}
