package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Builds nodes from the parser's events, up to the first syntax error. */
final class YamlComposer {

  private static final int DEEPEST = 100;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new CoreSchema())
          .setCodePointLimit(Integer.MAX_VALUE)
          .build();

  private final YamlText text;
  private final YamlMarks marks;
  private final Diagnostics diagnostics;
  private final YamlProperties properties;
  private final StreamReader reader;
  private final ParserImpl parser;
  private int documentLine;
  private int resumeLine;
  private boolean stopped;

  YamlComposer(YamlText text, int firstLine, Diagnostics diagnostics) {
    this.text = text;
    this.marks = new YamlMarks(text, firstLine);
    this.diagnostics = diagnostics;
    this.properties = new YamlProperties(marks, diagnostics);
    this.reader = new StreamReader(SETTINGS, text.from(firstLine));
    this.parser = new ParserImpl(SETTINGS, reader);
    this.documentLine = firstLine;
    this.resumeLine = text.lineCount();
  }

  /** The documents before the first syntax error. */
  List<YamlNode> documents() {
    List<YamlNode> documents = new ArrayList<>();
    try {
      while (!stopped && parser.hasNext()) {
        if (parser.next() instanceof DocumentStartEvent start) {
          document(start).ifPresent(documents::add);
        }
      }
    } catch (YamlEngineException | IllegalArgumentException e) {
      var syntax = new Diagnostics();
      int line = YamlSyntax.report(e, marks, reader.getMark(), syntax.reporter(Rules.BAD_YAML));
      if (!text.isTabIndented(documentLine, line)) {
        // Otherwise the tab is the mistake, and reported: nobody knows how deep it was meant.
        diagnostics.addAll(syntax.sorted());
      }
      resumeLine = text.nextDocument(Math.max(line, documentLine + 1));
    }
    return documents;
  }

  /** Where reading goes on; the number of lines if nothing is left. */
  int resumeLine() {
    return resumeLine;
  }

  private Optional<YamlNode> document(DocumentStartEvent start) {
    documentLine = marks.line(start);
    if (start.getSpecVersion().isPresent()) {
      report(Rules.BAD_YAML, marks.span(start), "a `%YAML` directive", "remove it");
    }
    YamlNode root = node(parser.next(), 1);
    return isEmpty(root) ? Optional.empty() : Optional.of(root);
  }

  private static boolean isEmpty(YamlNode root) {
    return root instanceof YamlScalar scalar && scalar.isNull() && scalar.text().isEmpty();
  }

  private YamlNode node(Event event, int depth) {
    properties.report(event);
    if (event instanceof CollectionStartEvent start) {
      return depth > DEEPEST ? tooDeep(start) : collection(start, depth);
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    return absent(marks.span(event));
  }

  private YamlNode tooDeep(CollectionStartEvent start) {
    SourceSpan span = marks.span(start);
    report(
        Rules.TOO_DEEP,
        span,
        "more than " + DEEPEST + " levels of nesting",
        "no field of the language lies that deep");
    stopped = true;
    return absent(span);
  }

  private YamlNode collection(CollectionStartEvent start, int depth) {
    return start instanceof MappingStartEvent ? mapping(start, depth) : sequence(start, depth);
  }

  private YamlNode sequence(CollectionStartEvent start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    SourceSpan end = marks.span(start);
    Event event = parser.next();
    while (event.getEventId() != Event.ID.SequenceEnd && !stopped) {
      YamlNode item = node(event, depth + 1);
      items.add(item);
      end = item.span();
      event = stopped ? event : parser.next();
    }
    return new YamlSequence(marks.collection(start, event, end), items, List.of());
  }

  private YamlNode mapping(CollectionStartEvent start, int depth) {
    Map<String, YamlEntry> entries = new LinkedHashMap<>();
    SourceSpan end = marks.span(start);
    Event event = parser.next();
    while (event.getEventId() != Event.ID.MappingEnd && !stopped) {
      boolean mergeKey = isMergeKey(event);
      YamlNode key = node(event, depth + 1);
      YamlNode value = stopped ? key : node(parser.next(), depth + 1);
      addEntry(entries, mergeKey, key, value);
      end = value.span();
      event = stopped ? event : parser.next();
    }
    return new YamlMapping(marks.collection(start, event, end), entries, List.of());
  }

  private static boolean isMergeKey(Event event) {
    return event instanceof ScalarEvent scalar
        && scalar.isPlain()
        && scalar.getValue().equals("<<");
  }

  private void addEntry(
      Map<String, YamlEntry> entries, boolean mergeKey, YamlNode key, YamlNode value) {
    if (stopped) {
      return;
    }
    if (mergeKey) {
      report(
          Rules.MERGE_KEY_NOT_ALLOWED,
          key.span(),
          "a merge key `<<`",
          "put what is shared into domain defaults or a template");
    } else if (!(key instanceof YamlScalar name) || name.type() != ScalarType.STRING) {
      reportKey(key);
    } else {
      addEntry(entries, name, value);
    }
  }

  private void addEntry(Map<String, YamlEntry> entries, YamlScalar name, YamlNode value) {
    YamlEntry first = entries.putIfAbsent(name.text(), new YamlEntry(name.span(), value));
    if (first != null) {
      report(
          Rules.DUPLICATE_KEY,
          name.span(),
          "the key `"
              + YamlSyntax.shortened(name.text())
              + "` stands already in line "
              + first.keySpan().startLine(),
          "keep one of the two");
    }
  }

  private void reportKey(YamlNode key) {
    if (key instanceof YamlScalar scalar && !scalar.text().isEmpty()) {
      String text = YamlSyntax.shortened(scalar.text());
      report(
          Rules.BAD_KEY,
          key.span(),
          "the key `" + text + "` is no text but " + YamlSyntax.withArticle(scalar.type()),
          "write `\"" + text + "\"`");
    } else {
      report(Rules.BAD_KEY, key.span(), "a key that is no text", "a key is a single name");
    }
  }

  private YamlScalar scalar(ScalarEvent event) {
    YamlScalar scalar = marks.scalar(event);
    String content = scalar.text();
    for (int i = 0; i < content.length(); i += Character.charCount(content.codePointAt(i))) {
      if (isRefused(content.codePointAt(i))) {
        String name = YamlText.name((char) content.codePointAt(i));
        report(
            Rules.CONTROL_CHARACTER,
            scalar.span(),
            "the text holds the control character " + name,
            "remove its escape");
        break;
      }
    }
    return scalar;
  }

  private static boolean isRefused(int point) {
    boolean lonelySurrogate = point >= 0xd800 && point <= 0xdfff;
    boolean layout = point == '\n' || point == '\t';
    return lonelySurrogate || (point <= 0xffff && !layout && YamlText.isControl((char) point));
  }

  private static YamlScalar absent(SourceSpan span) {
    return new YamlScalar(span, ScalarType.NULL, "", ScalarStyle.PLAIN, List.of());
  }

  private void report(Rule rule, SourceSpan span, String message, String hint) {
    diagnostics.reporter(rule).at(span, message, hint);
  }
}
