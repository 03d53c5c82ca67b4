package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the published schemas, as they are packaged with the compiler. */
public final class SchemaFiles {

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

  private static final String FOLDER = "/io/dataplat/schemas/";

  private SchemaFiles() {}

  /** Returns a schema as a tree of its own, which the caller may change. */
  public static JsonNode tree(String name) {
    return new SchemaReader().readTree(text(name));
  }

  static String text(String name) {
    try (InputStream stream = SchemaFiles.class.getResourceAsStream(FOLDER + name)) {
      if (stream == null) {
        throw new IllegalStateException("the compiler was built without the schema " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
