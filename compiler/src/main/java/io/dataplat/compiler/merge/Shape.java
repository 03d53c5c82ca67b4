package io.dataplat.compiler.merge;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the published schemas say about one place in a document: its fields, and how they merge. */
final class Shape {
  private static final String ANY_NAME = "*";
  private static final String CHOICE = "x-dataplat-choice";
  private static final String REQUIRED = "x-dataplat-required";
  private static final String OVERRIDABLE = "x-dataplat-overridable";
  private static final String DEFAULTABLE = "x-dataplat-defaultable";

  private final Schemas schemas;
  private final List<JsonNode> nodes;
  private final List<JsonNode> complete;
  private final Map<String, Shape> members = new ConcurrentHashMap<>();
  private final Map<String, Boolean> leads = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> rivals = new ConcurrentHashMap<>();

  /**
   * @param node the form of the place
   * @param complete what must be there in the end
   */
  Shape(Schemas schemas, List<JsonNode> node, List<JsonNode> complete) {
    this.schemas = schemas;
    this.nodes = node.stream().flatMap(each -> schemas.flattened(each).stream()).toList();
    this.complete = complete.stream().flatMap(each -> schemas.flattened(each).stream()).toList();
  }

  /** Returns the shape of the value of a key; an unknown key has one that says nothing. */
  Shape member(String key) {
    var isField = nodes.stream().anyMatch(node -> node.path("properties").has(key));
    return members.computeIfAbsent(
        isField ? key : ANY_NAME,
        name -> new Shape(schemas, below(nodes, key), below(complete, key)));
  }

  /** Returns the other members of the choices of which a key is a member. */
  Set<String> rivals(String key) {
    return rivals.computeIfAbsent(key, this::findRivals);
  }

  /** Tells whether a value is what the language takes where nobody says anything. */
  boolean isDefault(YamlNode value) {
    return value instanceof YamlScalar scalar
        && nodes.stream()
            .map(node -> node.path("default"))
            .anyMatch(
                builtIn ->
                    builtIn.isValueNode()
                        && builtIn.isTextual() == (scalar.type() == ScalarType.STRING)
                        && builtIn.asText().equals(scalar.text()));
  }

  /** Tells whether an override may change this place and all below it. */
  boolean overridable() {
    return is(nodes, OVERRIDABLE);
  }

  /** Tells whether a domain may give a default for this place and all below it. */
  boolean defaultable() {
    return is(nodes, DEFAULTABLE);
  }

  /** Tells whether an override may change this place or some place below it. */
  boolean leadsToOverridable() {
    return leadsTo(OVERRIDABLE);
  }

  /** Tells whether a domain may give a default for this place or some place below it. */
  boolean leadsToDefaultable() {
    return leadsTo(DEFAULTABLE);
  }

  /** Tells whether the keys are names that the user chooses. */
  boolean isMapOfNames() {
    return nodes.stream().anyMatch(node -> node.path("additionalProperties").isObject());
  }

  /** Tells whether a field must be there in the end. */
  boolean requires(String key) {
    return complete.stream()
        .flatMap(node -> Stream.of(node.path("required"), node.path(REQUIRED)))
        .anyMatch(required -> texts(required).contains(key));
  }

  /** Returns the fields that an override may change, they or something below them. */
  Set<String> overridableFields() {
    return fields(member -> member.overridable() || member.leadsToOverridable());
  }

  /** Returns the fields that may have a default in a domain, they or something below them. */
  Set<String> defaultableFields() {
    return fields(
        member -> member.defaultable() || (member.leadsToDefaultable() && !member.isMapOfNames()));
  }

  private Set<String> fields(Predicate<Shape> wanted) {
    var names = new LinkedHashSet<String>();
    for (var node : nodes) {
      node.path("properties").fieldNames().forEachRemaining(names::add);
    }
    names.removeIf(name -> member(name).isReserved() || !wanted.test(member(name)));
    return names;
  }

  private boolean isReserved() {
    return is(nodes, "x-dataplat-reserved");
  }

  private Set<String> findRivals(String key) {
    var found = new LinkedHashSet<String>();
    for (var node : nodes) {
      var group = texts(node.path(CHOICE));
      if (group.contains(key)) {
        found.addAll(group);
      }
    }
    found.remove(key);
    return found;
  }

  private static List<JsonNode> below(List<JsonNode> nodes, String key) {
    var found = new ArrayList<JsonNode>();
    for (var node : nodes) {
      var property = node.path("properties").path(key);
      var value = property.isObject() ? property : node.path("additionalProperties");
      if (value.isObject()) {
        found.add(value);
      }
    }
    return found;
  }

  private boolean leadsTo(String annotation) {
    return leads.computeIfAbsent(
        annotation, name -> leadsTo(nodes, node -> isTrue(node, name), new ArrayList<>()));
  }

  private boolean leadsTo(List<JsonNode> from, Predicate<JsonNode> wanted, List<JsonNode> seen) {
    for (var node : from) {
      // A column holds columns: what was seen once has nothing new further down.
      if (seen.contains(node)) {
        continue;
      }
      seen.add(node);
      if (wanted.test(node) || leadsTo(children(node), wanted, seen)) {
        return true;
      }
    }
    return false;
  }

  private List<JsonNode> children(JsonNode node) {
    var found = new ArrayList<JsonNode>();
    node.path("properties").forEach(child -> found.addAll(schemas.flattened(child)));
    if (node.path("additionalProperties").isObject()) {
      found.addAll(schemas.flattened(node.path("additionalProperties")));
    }
    return found;
  }

  private static boolean is(List<JsonNode> nodes, String annotation) {
    return nodes.stream().anyMatch(node -> isTrue(node, annotation));
  }

  private static boolean isTrue(JsonNode node, String annotation) {
    return node.path(annotation).asBoolean(false);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
