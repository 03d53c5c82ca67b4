package io.dataplat.compiler.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.compiler.structure.SchemaFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The published schemas, read for the annotations that say how documents merge. */
final class Schemas {
  /** The schemas that this compiler carries. */
  static final Schemas PUBLISHED = new Schemas();

  private final Map<String, JsonNode> files = new ConcurrentHashMap<>();
  private final Map<Kind, Shape> specs = new ConcurrentHashMap<>();

  private Schemas() {}

  /** Returns the shape of the {@code spec} of a kind. */
  Shape spec(Kind kind) {
    return specs.computeIfAbsent(kind, this::readSpec);
  }

  private Shape readSpec(Kind kind) {
    var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".schema.json";
    var definitions = file(name).path("$defs");
    var complete = definitions.path("complete").path("properties").path("spec");
    return new Shape(
        this,
        List.of(definitions.path("spec")),
        complete.isObject() ? List.of(complete) : List.of());
  }

  /** Returns a schema and all that it refers to or demands besides. */
  List<JsonNode> flattened(JsonNode schema) {
    var all = new ArrayList<JsonNode>();
    flatten(schema, all);
    return all;
  }

  private void flatten(JsonNode schema, List<JsonNode> all) {
    all.add(schema);
    if (schema.has("$ref")) {
      flatten(target(schema.path("$ref").asText()), all);
    }
    schema.path("allOf").forEach(part -> flatten(part, all));
  }

  private JsonNode target(String reference) {
    var hash = reference.indexOf('#');
    return file(reference.substring(0, hash)).at(reference.substring(hash + 1));
  }

  private JsonNode file(String name) {
    return files.computeIfAbsent(name, Schemas::read);
  }

  private static JsonNode read(String name) {
    var schema = SchemaFiles.tree(name);
    qualify(schema, name);
    return schema;
  }

  /** Writes the file into references that have none, as a part no longer knows where it stood. */
  private static void qualify(JsonNode schema, String file) {
    if (schema instanceof ObjectNode object && object.path("$ref").asText().startsWith("#")) {
      object.put("$ref", file + object.path("$ref").asText());
    }
    schema.forEach(part -> qualify(part, file));
  }
}
