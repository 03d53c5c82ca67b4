package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A pipeline template: its parameters and its body. */
record Template(IndexedDocument document) {

  YamlMapping body() {
    return Nodes.mapping(document.spec(), "pipeline");
  }

  /** Returns the declarations of the parameters by name. */
  Map<String, YamlMapping> parameters() {
    var parameters = new LinkedHashMap<String, YamlMapping>();
    Nodes.mapping(document.spec(), "parameters")
        .entries()
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof YamlMapping declaration) {
                parameters.put(name, declaration);
              }
            });
    return parameters;
  }

  Optional<ArgumentType> type(String parameter) {
    return Optional.ofNullable(parameters().get(parameter))
        .flatMap(declaration -> Nodes.text(declaration, "type"))
        .flatMap(ArgumentType::of);
  }

  /** Tells whether a node was written in the body. */
  boolean holds(YamlNode node) {
    var inner = node.span();
    var outer = body().span();
    return inner.file().equals(outer.file())
        && !before(inner.startLine(), inner.startColumn(), outer.startLine(), outer.startColumn())
        && !before(outer.endLine(), outer.endColumn(), inner.endLine(), inner.endColumn());
  }

  private static boolean before(int line, int column, int otherLine, int otherColumn) {
    return line < otherLine || (line == otherLine && column < otherColumn);
  }
}
