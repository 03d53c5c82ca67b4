package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;

/**
 * A document with its identity.
 *
 * @param domain the domain of the folder for datasets, pipelines, tests and domains, else empty
 */
record IndexedDocument(
    Kind kind, String identity, String domain, YamlScalar name, SourceDocument source) {

  YamlMapping root() {
    return source.root();
  }

  YamlMapping spec() {
    return Nodes.mapping(root(), "spec");
  }

  boolean hasDomain() {
    return kind == Kind.DATASET || kind == Kind.PIPELINE || kind == Kind.PIPELINE_TEST;
  }
}
