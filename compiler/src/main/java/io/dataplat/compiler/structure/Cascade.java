package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.NearNames;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Leaves one violation of each mistake: the one that says most. */
final class Cascade {

  // Of several keywords that one value violates, the first here is the mistake.
  private static final List<String> STRONGEST_FIRST =
      List.of(
          Annotations.RESERVED,
          "type",
          Annotations.REFERENCES,
          "enum",
          "minLength",
          "pattern",
          "maxLength",
          Annotations.FORM);

  private final SchemaCursor document;
  private final Set<List<Object>> reserved = new LinkedHashSet<>();
  private final Set<List<Object>> besideReserved = new LinkedHashSet<>();
  private final Map<List<Object>, Set<String>> misspelt = new LinkedHashMap<>();

  private Cascade(List<Violation> violations, SchemaCursor document) {
    this.document = document;
    for (Violation violation : violations) {
      if (violation.isReserved()) {
        reserved.add(violation.path());
        besideReserved.add(parent(violation.path()));
      } else if (violation.keyword().equals("additionalProperties")) {
        meant(violation)
            .ifPresent(
                name ->
                    misspelt
                        .computeIfAbsent(violation.path(), p -> new LinkedHashSet<>())
                        .add(name));
      }
    }
  }

  static List<Violation> stopped(List<Violation> violations, SchemaCursor document) {
    if (violations.isEmpty()) {
      return violations;
    }
    Cascade cascade = new Cascade(violations, document);
    Map<Place, Violation> roots = new LinkedHashMap<>();
    for (Violation violation : violations) {
      if (!cascade.followsFromReserved(violation) && !cascade.followsFromMisspelt(violation)) {
        roots.merge(Place.of(violation), violation, Cascade::stronger);
      }
    }
    return List.copyOf(roots.values());
  }

  /** Two violations with one place are one mistake. */
  private record Place(List<Object> path, String property, String group) {

    static Place of(Violation violation) {
      boolean value = STRONGEST_FIRST.contains(violation.keyword());
      String group = violation.isAbsence() ? "absence" : violation.keyword();
      String property =
          violation.keyword().equals(Annotations.CHOICE_REQUIRED)
              ? violation.limit().toString()
              : violation.property();
      return new Place(violation.path(), property, value ? "value" : group);
    }
  }

  private static Violation stronger(Violation one, Violation other) {
    Comparator<Violation> byStrength =
        Comparator.comparingInt(violation -> STRONGEST_FIRST.indexOf(violation.keyword()));
    return byStrength.compare(one, other) <= 0 ? one : other;
  }

  /** What a reserved field holds is not looked at, nor the references that it may bring. */
  private boolean followsFromReserved(Violation violation) {
    List<Object> path = violation.path();
    boolean reference = violation.keyword().equals(Annotations.REFERENCES);
    for (int length = 0; length <= path.size(); length++) {
      List<Object> ancestor = path.subList(0, length);
      boolean itself = length == path.size() && violation.isReserved();
      if ((reserved.contains(ancestor) && !itself)
          || (reference && besideReserved.contains(ancestor))) {
        return true;
      }
    }
    return violation.keyword().equals(Annotations.CHOICE) && besideReserved.contains(path);
  }

  /** A field that is missing because its name has a typing mistake. */
  private boolean followsFromMisspelt(Violation violation) {
    Set<String> meant = misspelt.getOrDefault(violation.path(), Set.of());
    return violation.isAbsence()
        && (meant.contains(violation.property())
            || (violation.keyword().equals(Annotations.CHOICE_REQUIRED)
                && Annotations.texts(violation.limit()).stream().anyMatch(meant::contains)));
  }

  private Optional<String> meant(Violation unknown) {
    return document
        .descend(unknown.path())
        .flatMap(here -> NearNames.nearest(unknown.property(), here.availableFields()));
  }

  private static List<Object> parent(List<Object> path) {
    return path.subList(0, Math.max(0, path.size() - 1));
  }
}
