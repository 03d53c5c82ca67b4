package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.yaml.ScalarStyle;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds words without quotes that are text in YAML 1.2, but booleans in YAML 1.1. */
final class BooleanWords {

  private static final List<String> WORDS = List.of("yes", "no", "on", "off");

  private final Set<YamlNode> refused = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Diagnostics diagnostics;

  /**
   * @param violations their values have findings that say more
   */
  BooleanWords(List<Violation> violations, Source source, Diagnostics diagnostics) {
    violations.forEach(violation -> refused.add(source.node(violation.path())));
    this.diagnostics = diagnostics;
  }

  void report(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      mapping.entries().values().forEach(entry -> report(entry.value()));
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(this::report);
    } else if (node instanceof YamlScalar scalar && isWord(scalar) && !refused.contains(scalar)) {
      diagnostics
          .reporter(Rules.BOOLEAN_WORD)
          .at(
              scalar.span(),
              Quoted.of(scalar.text()) + " is text here, but a boolean to readers of YAML 1.1",
              "write another text, or quote it: `\"" + scalar.text() + "\"`");
    }
  }

  private static boolean isWord(YamlScalar scalar) {
    return scalar.style() == ScalarStyle.PLAIN
        && WORDS.contains(scalar.text().toLowerCase(Locale.ROOT));
  }
}
