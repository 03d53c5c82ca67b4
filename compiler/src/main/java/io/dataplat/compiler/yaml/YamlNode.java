package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.util.List;

/** A value of a source document, where it stands, and the weaker values that it replaced. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {

  SourceSpan span();

  /** The weaker values that this one replaced, strongest first; empty as read. */
  List<YamlNode> overrode();
}
