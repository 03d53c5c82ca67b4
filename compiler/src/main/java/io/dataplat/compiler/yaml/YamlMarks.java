package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Turns the parser's marks, which count from 0 and from where parsing began, into spans of the
 * file.
 */
final class YamlMarks {

  private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();

  private final YamlText text;
  private final int firstLine;

  YamlMarks(YamlText text, int firstLine) {
    this.text = text;
    this.firstLine = firstLine;
  }

  /** The line of an event in the file, counted from 0. */
  int line(Event event) {
    return line(event.getStartMark());
  }

  int line(Optional<Mark> mark) {
    return firstLine + mark.map(Mark::getLine).orElse(0);
  }

  SourceSpan span(Event event) {
    Mark start = event.getStartMark().orElseThrow();
    Mark end = event.getEndMark().orElse(start);
    return span(start, end.getLine(), end.getColumn());
  }

  /** One character at a mark, or none at the end of a line. */
  SourceSpan point(Mark mark) {
    int line = firstLine + mark.getLine();
    String before = line < text.lineCount() ? text.line(line) : "";
    int length = before.codePointCount(0, before.length());
    int end = mark.getColumn() < length ? mark.getColumn() + 1 : mark.getColumn();
    return span(mark, mark.getLine(), end);
  }

  /** The property (an anchor, a tag) of a node that begins so, up to the next blank. */
  SourceSpan property(Event event, String beginning) {
    Mark start = event.getStartMark().orElseThrow();
    int line = firstLine + start.getLine();
    int[] points = text.line(line).codePoints().toArray();
    int first =
        IntStream.range(start.getColumn(), points.length)
            .filter(at -> begins(points, at, beginning))
            .findFirst()
            .orElse(start.getColumn());
    int end = first;
    while (end < points.length && " ,[]{}".indexOf(points[end]) < 0) {
      end++;
    }
    return new SourceSpan(text.path(), line + 1, first + 1, line + 1, end + 1);
  }

  private static boolean begins(int[] points, int at, String beginning) {
    int length = beginning.length();
    return at + length <= points.length && new String(points, at, length).equals(beginning);
  }

  /** A block collection ends with its last value; the parser's own mark lies at the next token. */
  SourceSpan collection(CollectionStartEvent start, Event end, SourceSpan last) {
    Mark from = start.getStartMark().orElseThrow();
    if (start.isFlow() && end.getEndMark().isPresent()) {
      Mark to = end.getEndMark().get();
      return span(from, to.getLine(), to.getColumn());
    }
    int line = firstLine + from.getLine() + 1;
    return new SourceSpan(
        text.path(), line, from.getColumn() + 1, last.endLine(), last.endColumn());
  }

  YamlScalar scalar(ScalarEvent event) {
    ScalarStyle style = style(event);
    boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
    ScalarType type = event.isPlain() ? plainType(event.getValue()) : ScalarType.STRING;
    return new YamlScalar(
        block ? block(event) : span(event), type, event.getValue(), style, List.of());
  }

  private static ScalarType plainType(String text) {
    return beginsOnlyText(text) ? ScalarType.STRING : type(RESOLVER.resolve(text, true));
  }

  /** The resolver tries its patterns in turn; nothing else than text begins with these letters. */
  private static boolean beginsOnlyText(String text) {
    char first = text.isEmpty() ? '~' : text.charAt(0);
    boolean letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    return letter && "tTfFnN".indexOf(first) < 0;
  }

  private SourceSpan block(ScalarEvent event) {
    Mark start = event.getStartMark().orElseThrow();
    int first = firstLine + start.getLine();
    int last = Math.min(line(event.getEndMark()), text.lineCount() - 1);
    int endColumn = event.getEndMark().map(Mark::getColumn).orElse(0);
    if (endColumn == 0 && last > first && line(event.getEndMark()) == last) {
      last--;
    }
    while (last > first && text.line(last).isBlank()) {
      last--;
    }
    String line = text.line(last);
    int end = line.codePointCount(0, line.length());
    return span(start, last - firstLine, Math.max(end, last == first ? start.getColumn() : 0));
  }

  private static ScalarStyle style(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case SINGLE_QUOTED -> ScalarStyle.SINGLE_QUOTED;
      case DOUBLE_QUOTED -> ScalarStyle.DOUBLE_QUOTED;
      case LITERAL -> ScalarStyle.LITERAL;
      case FOLDED -> ScalarStyle.FOLDED;
      case PLAIN, JSON_SCALAR_STYLE -> ScalarStyle.PLAIN;
    };
  }

  private static ScalarType type(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return ScalarType.INTEGER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return ScalarType.FLOAT;
    }
    if (tag.equals(Tag.BOOL)) {
      return ScalarType.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? ScalarType.NULL : ScalarType.STRING;
  }

  private SourceSpan span(Mark start, int endLine, int endColumn) {
    return new SourceSpan(
        text.path(),
        firstLine + start.getLine() + 1,
        start.getColumn() + 1,
        firstLine + endLine + 1,
        endColumn + 1);
  }
}
