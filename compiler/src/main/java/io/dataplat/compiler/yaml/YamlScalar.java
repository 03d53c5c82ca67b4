package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/** A single value: what it means, and its text without quotes, escapes and indentation. */
public record YamlScalar(
    SourceSpan span, ScalarType type, String text, ScalarStyle style, List<YamlNode> overrode)
    implements YamlNode {

  public YamlScalar {
    if (type != ScalarType.STRING && style != ScalarStyle.PLAIN) {
      throw new IllegalArgumentException("a quoted or block scalar is a string, not " + type);
    }
    overrode = List.copyOf(overrode);
  }

  public boolean isNull() {
    return type == ScalarType.NULL;
  }
}
