package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Reports what YAML allows around a value and the language does not: anchors, aliases and tags. */
final class YamlProperties {

  private final YamlMarks marks;
  private final Diagnostics diagnostics;

  YamlProperties(YamlMarks marks, Diagnostics diagnostics) {
    this.marks = marks;
    this.diagnostics = diagnostics;
  }

  void report(Event event) {
    String shared = "repeat the value, or put it into domain defaults or a template";
    if (event instanceof AliasEvent alias) {
      report(
          Rules.ALIAS_NOT_ALLOWED,
          marks.span(alias),
          "the alias `*" + alias.getAlias() + "`",
          shared);
    } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      String anchor = "&" + node.getAnchor().get();
      report(
          Rules.ANCHOR_NOT_ALLOWED,
          marks.property(node, anchor),
          "the anchor `" + anchor + "`",
          shared);
    }
    tag(event).ifPresent(tag -> reportTag(event, tag));
  }

  private void reportTag(Event event, String tag) {
    String written = tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
    report(
        Rules.TAG_NOT_ALLOWED,
        marks.property(event, "!"),
        "the tag `" + YamlSyntax.shortened(written) + "`",
        "remove it: the field says which type a value has");
  }

  private static Optional<String> tag(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getTag();
    }
    return event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
  }

  private void report(Rule rule, SourceSpan span, String message, String hint) {
    diagnostics.reporter(rule).at(span, message, hint);
  }
}
