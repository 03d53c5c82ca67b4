package io.dataplat.compiler.merge;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of a template as one pipeline uses it: with its arguments, each place with its user. */
final class TemplateBody {
  private final Map<String, TemplateArgument> arguments;
  private final List<String> users;

  /**
   * @param use where the pipeline names the template
   */
  TemplateBody(Map<String, TemplateArgument> arguments, SourceSpan use) {
    this.arguments = arguments;
    users = List.of(use.file() + ":" + use.startLine());
  }

  YamlMapping of(YamlMapping mapping) {
    var entries = new LinkedHashMap<String, YamlEntry>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              // SQL takes parameters as typed values only; what is left is reported as such.
              var isSql = key.equals("sql") && entry.value() instanceof YamlScalar;
              var value = isSql ? placed((YamlScalar) entry.value()) : of(entry.value());
              entries.put(key, new YamlEntry(placed(entry.keySpan()), value));
            });
    return new YamlMapping(placed(mapping.span()), entries, mapping.overrode());
  }

  private YamlNode of(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return of(mapping);
    }
    if (node instanceof YamlSequence sequence) {
      var items = sequence.items().stream().map(this::of).toList();
      return new YamlSequence(placed(sequence.span()), items, sequence.overrode());
    }
    var scalar = placed((YamlScalar) node);
    return ReferenceText.isNotLiteral(scalar.text()) ? substituted(scalar) : scalar;
  }

  private YamlScalar substituted(YamlScalar scalar) {
    var text = ReferenceText.of(scalar.text());
    var whole = text.single().flatMap(this::argument);
    if (whole.isPresent()) {
      return (YamlScalar) Nodes.replacing(whole.get().value(), List.of(scalar));
    }
    var written = new StringBuilder();
    for (var part : text.parts()) {
      var argument =
          part instanceof ReferenceText.Reference reference
              ? argument(reference)
              : Optional.<TemplateArgument>empty();
      written.append(argument.map(value -> value.value().text()).orElse(part.written()));
    }
    return new YamlScalar(
        scalar.span(), ScalarType.STRING, written.toString(), ScalarStyle.PLAIN, scalar.overrode());
  }

  private Optional<TemplateArgument> argument(ReferenceText.Reference reference) {
    return References.parameter(reference)
        .flatMap(name -> Optional.ofNullable(arguments.get(name)));
  }

  private YamlScalar placed(YamlScalar scalar) {
    return new YamlScalar(
        placed(scalar.span()), scalar.type(), scalar.text(), scalar.style(), scalar.overrode());
  }

  private SourceSpan placed(SourceSpan span) {
    return span.usedBy(users);
  }
}
