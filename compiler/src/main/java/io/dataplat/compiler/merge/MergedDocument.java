package io.dataplat.compiler.merge;

import io.dataplat.compiler.yaml.YamlMapping;
import java.util.List;

/**
 * A document with all its layers as one environment sees it. A document that the environment does
 * not touch has the same {@code root} object in every environment.
 *
 * @param identity the full name, such as {@code retail.orders}
 * @param domain the domain of datasets, pipelines, tests and domains, else empty
 * @param file the file of the document itself
 * @param arguments what a pipeline gives to its template
 */
public record MergedDocument(
    Kind kind,
    String identity,
    String domain,
    String file,
    YamlMapping root,
    List<TemplateArgument> arguments) {
  public MergedDocument {
    arguments = List.copyOf(arguments);
  }

  /** Returns the name alone. */
  public String name() {
    return identity.substring(identity.lastIndexOf('.') + 1);
  }

  public YamlMapping metadata() {
    return Nodes.mapping(root, "metadata");
  }

  public YamlMapping spec() {
    return Nodes.mapping(root, "spec");
  }

  MergedDocument withRoot(YamlMapping other) {
    return new MergedDocument(kind, identity, domain, file, other, arguments);
  }
}
