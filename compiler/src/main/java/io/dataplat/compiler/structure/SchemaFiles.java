package io.dataplat.compiler.structure;

import java.util.List;

/** The files of the published schemas. */
final class SchemaFiles {

  static final List<String> NAMES =
      List.of(
          "component.schema.json",
          "connection.schema.json",
          "dataset.schema.json",
          "definitions.schema.json",
          "document.schema.json",
          "domain.schema.json",
          "environment.schema.json",
          "pipeline-template.schema.json",
          "pipeline-test.schema.json",
          "pipeline.schema.json",
          "policy.schema.json");

  private SchemaFiles() {}
}
