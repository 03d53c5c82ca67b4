package io.dataplat.compiler.yaml;

import io.dataplat.compiler.diagnostic.SourceSpan;

/** A value of a mapping and where its key stands. */
public record YamlEntry(SourceSpan keySpan, YamlNode value) {}
