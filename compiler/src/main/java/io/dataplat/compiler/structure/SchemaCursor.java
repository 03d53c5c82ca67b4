package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place in the schemas that can be followed down a document. */
record SchemaCursor(LanguageSchemas schemas, String file, JsonNode node) {

  /** What the schema says about a field, an entry of a map or an item of a list. */
  Optional<SchemaCursor> child(Object step) {
    SchemaCursor target = target();
    if (step instanceof Integer) {
      return target.at(target.node.get("items"));
    }
    JsonNode field = target.node.path("properties").get(step.toString());
    if (field != null) {
      return target.at(field);
    }
    JsonNode entry = target.node.get("additionalProperties");
    return entry != null && entry.isObject() ? target.at(entry) : Optional.empty();
  }

  Optional<SchemaCursor> descend(List<Object> path) {
    Optional<SchemaCursor> cursor = Optional.of(this);
    for (Object step : path) {
      cursor = cursor.flatMap(here -> here.child(step));
    }
    return cursor;
  }

  /** Is this a field of the language, not a name that a user gave? */
  boolean hasField(Object step) {
    return target().node.path("properties").has(step.toString());
  }

  /** The fields that this release supports here. */
  List<String> availableFields() {
    List<String> fields = new ArrayList<>();
    for (var field : target().node.path("properties").properties()) {
      if (!Annotations.isReserved(field.getValue())) {
        fields.add(field.getKey());
      }
    }
    return fields;
  }

  /** The other members of the choice that a field belongs to, as far as supported. */
  List<String> alternatives(String field) {
    List<String> members = Annotations.texts(target().node.get(Annotations.CHOICE));
    return members.contains(field)
        ? members.stream().filter(availableFields()::contains).toList()
        : List.of();
  }

  /** The help text, which a field may have beside the one of its type. */
  String description() {
    JsonNode own = node.get("description");
    return own != null ? own.asText() : target().node.path("description").asText();
  }

  private Optional<SchemaCursor> at(JsonNode next) {
    return Optional.ofNullable(next).map(found -> new SchemaCursor(schemas, file, found));
  }

  /** The schema itself, behind references. */
  SchemaCursor target() {
    JsonNode reference = node.get("$ref");
    if (reference == null) {
      boolean extended = node.has("allOf") && !node.has("properties");
      return extended ? at(node.get("allOf").get(0)).orElseThrow().target() : this;
    }
    String text = reference.asText();
    int hash = text.indexOf('#');
    String name = hash == 0 ? file : text.substring(0, hash);
    JsonNode found = schemas.file(name).at(text.substring(hash + 1));
    return new SchemaCursor(schemas, name, found).target();
  }
}
