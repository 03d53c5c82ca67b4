package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.SqlText;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds where the characters of a SQL text stand in its file. */
final class SqlSource {
  private final Map<String, String> texts;

  /**
   * @param texts the texts of all source files by path
   */
  SqlSource(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Returns the texts of all source files by path. */
  Map<String, String> texts() {
    return texts;
  }

  /** Returns the text of a SQL file, if there is such a file. */
  Optional<SqlText> ofFile(String path) {
    return Optional.ofNullable(texts.get(path))
        .map(text -> new SqlText(text, path, 1, Collections.nCopies(lineCount(text), 1)));
  }

  /**
   * Returns the text of a scalar. Literal blocks and scalars of one line without escapes have exact
   * places; in others each place is that of the scalar.
   */
  SqlText of(YamlScalar scalar) {
    return exact(scalar).orElseGet(() -> inexact(scalar)).usedBy(scalar.span().users());
  }

  private Optional<SqlText> exact(YamlScalar scalar) {
    return switch (scalar.style()) {
      case LITERAL -> literal(scalar);
      case PLAIN -> oneLine(scalar, 0);
      case SINGLE_QUOTED, DOUBLE_QUOTED -> oneLine(scalar, 1);
      case FOLDED -> Optional.empty();
    };
  }

  private static Optional<SqlText> oneLine(YamlScalar scalar, int quote) {
    var span = scalar.span();
    var text = scalar.text();
    var written = span.endColumn() - span.startColumn() - 2 * quote;
    return span.startLine() == span.endLine() && written == text.codePointCount(0, text.length())
        ? Optional.of(
            new SqlText(text, span.file(), span.startLine(), List.of(span.startColumn() + quote)))
        : Optional.empty();
  }

  /**
   * A literal block begins on the line after its indicator, and all its lines are indented alike.
   */
  private Optional<SqlText> literal(YamlScalar scalar) {
    var lines = scalar.text().split("\n", -1);
    var firstLine = scalar.span().startLine() + 1;
    for (int i = 0; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        var line = lines[i];
        return written(scalar.span(), firstLine + i)
            .filter(source -> source.endsWith(line))
            .map(source -> source.length() - line.length() + 1)
            .map(column -> block(scalar, firstLine, Collections.nCopies(lines.length, column)));
      }
    }
    return Optional.empty();
  }

  private static SqlText block(YamlScalar scalar, int firstLine, List<Integer> lineStarts) {
    return new SqlText(scalar.text(), scalar.span().file(), firstLine, lineStarts);
  }

  private Optional<String> written(SourceSpan span, int line) {
    return Optional.ofNullable(texts.get(span.file()))
        .flatMap(text -> text.lines().skip(line - 1L).findFirst());
  }

  private static SqlText inexact(YamlScalar scalar) {
    var span = scalar.span();
    return new SqlText(
        scalar.text(),
        span.file(),
        span.startLine(),
        List.of(span.startColumn()),
        Optional.of(span),
        List.of());
  }

  private static int lineCount(String text) {
    return (int) text.chars().filter(character -> character == '\n').count() + 1;
  }
}
