package io.dataplat.compiler.merge;

import io.dataplat.compiler.structure.Annotations;
import io.dataplat.compiler.structure.LanguageSchemas;
import io.dataplat.compiler.structure.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the published schemas say about one place in a document: its fields, and how they merge. */
final class Shape {
  private static final String ANY_NAME = "*";

  private static final Map<Kind, Shape> SPECS = new ConcurrentHashMap<>();

  private final List<Schema> nodes;
  private final List<Schema> complete;
  private final Map<String, Shape> members = new ConcurrentHashMap<>();
  private final Map<String, Boolean> leads = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> rivals = new ConcurrentHashMap<>();

  /**
   * @param node the form of the place
   * @param complete what must be there in the end
   */
  private Shape(List<Schema> node, List<Schema> complete) {
    this.nodes = flattened(node);
    this.complete = flattened(complete);
  }

  /** Returns the shape of the {@code spec} of a kind. */
  static Shape of(Kind kind) {
    return SPECS.computeIfAbsent(kind, Shape::read);
  }

  private static Shape read(Kind kind) {
    var schemas = LanguageSchemas.published();
    var complete = schemas.definition(kind.text(), "complete").properties().get("spec");
    return new Shape(
        List.of(schemas.definition(kind.text(), "spec")),
        complete == null ? List.of() : List.of(complete));
  }

  private static List<Schema> flattened(List<Schema> schemas) {
    return schemas.stream().flatMap(schema -> schema.flattened().stream()).toList();
  }

  /** Returns the shape of the value of a key; an unknown key has one that says nothing. */
  Shape member(String key) {
    return members.computeIfAbsent(
        isField(key) ? key : ANY_NAME, name -> new Shape(below(nodes, key), below(complete, key)));
  }

  private boolean isField(String key) {
    for (var node : nodes) {
      if (node.properties().containsKey(key)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the other members of the choices of which a key is a member. */
  Set<String> rivals(String key) {
    return rivals.computeIfAbsent(key, this::findRivals);
  }

  /** Tells whether an override may change this place and all below it. */
  boolean overridable() {
    return is(nodes, Annotations.OVERRIDABLE);
  }

  /** Tells whether a domain may give a default for this place and all below it. */
  boolean defaultable() {
    return is(nodes, Annotations.DEFAULTABLE);
  }

  /** Tells whether an override may change this place or some place below it. */
  boolean leadsToOverridable() {
    return leadsTo(Annotations.OVERRIDABLE);
  }

  /** Tells whether a domain may give a default for this place or some place below it. */
  boolean leadsToDefaultable() {
    return leadsTo(Annotations.DEFAULTABLE);
  }

  /** Tells whether the keys are names that the user chooses. */
  boolean isMapOfNames() {
    return nodes.stream().anyMatch(node -> node.others().isPresent());
  }

  /** Tells whether a field must be there in the end. */
  boolean requires(String key) {
    return complete.stream()
        .flatMap(node -> Stream.of(node.texts("required"), node.texts(Annotations.REQUIRED)))
        .anyMatch(required -> required.contains(key));
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
      names.addAll(node.properties().keySet());
    }
    names.removeIf(name -> member(name).isReserved() || !wanted.test(member(name)));
    return names;
  }

  private boolean isReserved() {
    return is(nodes, Annotations.RESERVED);
  }

  private Set<String> findRivals(String key) {
    var found = new LinkedHashSet<String>();
    for (var node : nodes) {
      var group = node.texts(Annotations.CHOICE);
      if (group.contains(key)) {
        found.addAll(group);
      }
    }
    found.remove(key);
    return found;
  }

  private static List<Schema> below(List<Schema> nodes, String key) {
    var found = new ArrayList<Schema>();
    for (var node : nodes) {
      Optional.ofNullable(node.properties().get(key)).or(node::others).ifPresent(found::add);
    }
    return found;
  }

  private boolean leadsTo(String annotation) {
    return leads.computeIfAbsent(
        annotation, name -> leadsTo(nodes, node -> node.flag(name), new ArrayList<>()));
  }

  private static boolean leadsTo(List<Schema> from, Predicate<Schema> wanted, List<Schema> seen) {
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

  private static List<Schema> children(Schema node) {
    var found = new ArrayList<Schema>();
    node.properties().values().forEach(child -> found.addAll(child.flattened()));
    node.others().ifPresent(child -> found.addAll(child.flattened()));
    return found;
  }

  private static boolean is(List<Schema> nodes, String annotation) {
    return nodes.stream().anyMatch(node -> node.flag(annotation));
  }
}
