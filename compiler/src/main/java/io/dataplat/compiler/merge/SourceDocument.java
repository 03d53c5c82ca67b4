package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlMapping;

/** A document as read, and the file in which it stands, relative to the root. */
public record SourceDocument(String file, YamlMapping root) {}
