package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.List;
import java.util.Optional;

/** Where the parts of a document stand. */
record Source(YamlNode document) {

  YamlNode node(List<Object> path) {
    YamlNode node = document;
    for (Object step : path) {
      node = child(node, step);
    }
    return node;
  }

  /** The key of a field, where it is given. */
  Optional<SourceSpan> key(List<Object> path, String field) {
    return node(path) instanceof YamlMapping mapping
        ? Optional.ofNullable(mapping.entries().get(field)).map(YamlEntry::keySpan)
        : Optional.empty();
  }

  /** Where something is missing: the key of the mapping that lacks it, or its beginning. */
  SourceSpan owner(List<Object> path) {
    if (path.isEmpty()) {
      SourceSpan span = document.span();
      return SourceSpan.at(span.file(), span.startLine(), span.startColumn());
    }
    int last = path.size() - 1;
    return key(path.subList(0, last), path.get(last).toString()).orElseGet(() -> node(path).span());
  }

  private static YamlNode child(YamlNode node, Object step) {
    if (node instanceof YamlSequence sequence && step instanceof Integer index) {
      return sequence.items().get(index);
    }
    return ((YamlMapping) node).find(step.toString()).orElseThrow();
  }
}
