package io.dataplat.compiler;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Calls that make a set or map whose order differs from run to run. */
final class UnorderedCollections {

  private UnorderedCollections() {}

  /** One element or pair has only one order, so {@code Set.of(a)} and {@code Map.of(a, b)} stay. */
  static boolean isMadeBy(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
      return false;
    }
    JavaClass owner = target.getOwner();
    List<JavaClass> parameters = target.getRawParameterTypes();
    boolean array = !parameters.isEmpty() && parameters.get(0).isArray();
    return switch (target.getName()) {
      case "<init>" -> owner.isEquivalentTo(HashMap.class) || owner.isEquivalentTo(HashSet.class);
      case "of" ->
          (owner.isEquivalentTo(Set.class) && (parameters.size() > 1 || array))
              || (owner.isEquivalentTo(Map.class) && parameters.size() > 2);
      case "copyOf", "ofEntries" ->
          owner.isEquivalentTo(Set.class) || owner.isEquivalentTo(Map.class);
      case "toSet", "toUnmodifiableSet", "toUnmodifiableMap" ->
          owner.isEquivalentTo(Collectors.class);
      // Their longest forms are given the map to fill.
      case "toMap" -> owner.isEquivalentTo(Collectors.class) && parameters.size() < 4;
      case "groupingBy" -> owner.isEquivalentTo(Collectors.class) && parameters.size() < 3;
      default -> false;
    };
  }
}
