package io.dataplat.compiler.structure;

import io.dataplat.compiler.yaml.YamlEntry;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One place in the published schemas, which can be followed down a document. */
public final class Schema {

  private final LanguageSchemas schemas;
  private final YamlMapping source;
  private final @Nullable String reference;
  private final List<Keyword> keywords = new ArrayList<>();
  private final Map<String, Schema> properties = new LinkedHashMap<>();
  private final Map<String, Schema> parts = new LinkedHashMap<>();
  private final List<Schema> all = new ArrayList<>();
  private final List<Schema> any = new ArrayList<>();

  /**
   * @param file in which the schema stands, for references that name none
   */
  Schema(LanguageSchemas schemas, String file, YamlMapping source) {
    this.schemas = schemas;
    this.source = source;
    String text = text("$ref");
    reference = text.isEmpty() ? null : text.startsWith("#") ? file + text : text;
    source.entries().forEach((keyword, entry) -> read(file, keyword, entry.value()));
  }

  private void read(String file, String keyword, YamlNode value) {
    switch (keyword) {
      case "properties" ->
          ((YamlMapping) value)
              .entries()
              .forEach((name, entry) -> properties.put(name, schema(file, entry.value())));
      case "items", "propertyNames", "if", "then", "else", "not" ->
          parts.put(keyword, schema(file, value));
      case "allOf" -> ((YamlSequence) value).items().forEach(part -> all.add(schema(file, part)));
      case "anyOf" -> ((YamlSequence) value).items().forEach(part -> any.add(schema(file, part)));
      case "additionalProperties" -> {
        if (value instanceof YamlMapping) {
          parts.put(keyword, schema(file, value));
        } else {
          keywords.add(Keyword.closed(properties.keySet()));
        }
      }
      default -> Keyword.of(keyword, value).ifPresent(keywords::add);
    }
  }

  private Schema schema(String file, YamlNode value) {
    return new Schema(schemas, file, (YamlMapping) value);
  }

  /** What the schema asks of a value itself. */
  List<Keyword> keywords() {
    return keywords;
  }

  /** The fields of the language; all other keys are names that users give, or mistakes. */
  public Map<String, Schema> properties() {
    return Collections.unmodifiableMap(properties);
  }

  /** What the values of all other keys are, if there may be others. */
  public Optional<Schema> others() {
    return Optional.ofNullable(part("additionalProperties"));
  }

  /** The schema below a keyword that takes one. */
  @Nullable Schema part(String keyword) {
    return parts.get(keyword);
  }

  /** What the keys of a map must be. */
  Schema names() {
    return Objects.requireNonNull(part("propertyNames")).target();
  }

  /** The schemas that a value must all fit. */
  List<Schema> all() {
    return all;
  }

  /** The schemas of which a value must fit one, if there are any. */
  List<Schema> any() {
    return any;
  }

  /** The schema that this one refers to. */
  @Nullable Schema referenced() {
    return reference == null ? null : schemas.at(reference);
  }

  /** This schema, and all that it refers to or demands besides. */
  public List<Schema> flattened() {
    List<Schema> flat = new ArrayList<>();
    flatten(flat);
    return flat;
  }

  private void flatten(List<Schema> flat) {
    flat.add(this);
    Schema target = referenced();
    if (target != null) {
      target.flatten(flat);
    }
    all.forEach(part -> part.flatten(flat));
  }

  /** What the schema says about a field, an entry of a map or an item of a list. */
  Optional<Schema> child(Object step) {
    Schema target = target();
    if (step instanceof Integer) {
      return Optional.ofNullable(target.part("items"));
    }
    Schema field = target.properties.get(step.toString());
    return field == null ? target.others() : Optional.of(field);
  }

  Optional<Schema> descend(List<Object> path) {
    Optional<Schema> here = Optional.of(this);
    for (Object step : path) {
      here = here.flatMap(schema -> schema.child(step));
    }
    return here;
  }

  /** Is this a field of the language, not a name that a user gave? */
  boolean hasField(Object step) {
    return target().properties.containsKey(step.toString());
  }

  /** The fields that this release supports here. */
  List<String> availableFields() {
    List<String> fields = new ArrayList<>();
    target()
        .properties
        .forEach(
            (name, field) -> {
              if (!field.flag(Annotations.RESERVED)) {
                fields.add(name);
              }
            });
    return fields;
  }

  /** The other members of the choice that a field belongs to, as far as supported. */
  List<String> alternatives(String field) {
    List<String> members = target().texts(Annotations.CHOICE);
    return members.contains(field)
        ? members.stream().filter(availableFields()::contains).toList()
        : List.of();
  }

  /** The help text, which a field may have beside the one of its type. */
  String description() {
    String own = text("description");
    return own.isEmpty() ? target().text("description") : own;
  }

  /** The schema itself, behind references. */
  Schema target() {
    Schema target = referenced();
    if (target == null && properties.isEmpty() && !all.isEmpty()) {
      target = all.get(0);
    }
    return target == null ? this : target.target();
  }

  /** Whether a keyword is {@code true}. */
  public boolean flag(String keyword) {
    return text(keyword).equals("true");
  }

  /** The text or number of a keyword, empty without it. */
  String text(String keyword) {
    return source.find(keyword).map(Schema::text).orElse("");
  }

  /** The texts of a keyword, none without it. */
  public List<String> texts(String keyword) {
    return source.find(keyword).map(Schema::texts).orElse(List.of());
  }

  /** The texts of a list, or the only one. */
  static List<String> texts(YamlNode value) {
    if (!(value instanceof YamlSequence list)) {
      return List.of(text(value));
    }
    return list.items().stream().map(Schema::text).toList();
  }

  static YamlMapping below(YamlMapping mapping, String key) {
    YamlEntry entry = mapping.entries().get(key);
    if (entry == null) {
      throw new IllegalArgumentException("no " + key + " at " + mapping.span());
    }
    return (YamlMapping) entry.value();
  }

  private static String text(YamlNode value) {
    return value instanceof YamlScalar scalar ? scalar.text() : "";
  }
}
