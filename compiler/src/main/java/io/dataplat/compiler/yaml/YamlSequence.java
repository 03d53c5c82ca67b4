package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/** A list of values. */
public record YamlSequence(SourceSpan span, List<YamlNode> items, List<YamlNode> overrode)
    implements YamlNode {

  public YamlSequence {
    items = List.copyOf(items);
    overrode = List.copyOf(overrode);
  }
}
