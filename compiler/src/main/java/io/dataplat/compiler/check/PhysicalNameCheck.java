package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No two things of the repository get one name on one system, in any two environments. */
final class PhysicalNameCheck implements RepositoryCheck {

  @Override
  public void check(List<Platform> platforms, Diagnostics findings) {
    Map<String, List<PhysicalName>> claims = new LinkedHashMap<>();
    platforms.stream()
        .flatMap(PhysicalNames::of)
        .forEach(claim -> claims.computeIfAbsent(claim.key(), key -> new ArrayList<>()).add(claim));
    for (var same : claims.values()) {
      for (var i = 1; i < same.size(); i++) {
        var claim = same.get(i);
        clash(same.subList(0, i), claim).ifPresent(first -> report(first, claim, findings));
      }
    }
  }

  private static Optional<PhysicalName> clash(List<PhysicalName> before, PhysicalName claim) {
    return before.stream()
        .filter(
            other ->
                other.environment().equals(claim.environment())
                    ? !other.owner().equals(claim.owner()) && !isOneAsset(other, claim)
                    : other.written() && claim.written())
        .findFirst();
  }

  // Two datasets that are one asset are reported as that.
  private static boolean isOneAsset(PhysicalName one, PhysicalName other) {
    return one.asset().isPresent() && one.asset().equals(other.asset());
  }

  private static void report(PhysicalName first, PhysicalName claim, Diagnostics findings) {
    var sameEnvironment = first.environment().equals(claim.environment());
    var message =
        sameEnvironment
            ? "`" + first.owner() + "` and `" + claim.owner() + "` are both " + claim.what()
            : "environments `"
                + first.environment()
                + "` and `"
                + claim.environment()
                + "` share "
                + claim.what()
                + " of `"
                + claim.owner()
                + "`";
    var hint =
        sameEnvironment
            ? "give each its own name"
            : "put `{environment}` into `naming`, or give one of them another place";
    var environments =
        sameEnvironment
            ? List.of(claim.environment())
            : List.of(first.environment(), claim.environment());
    findings.add(
        new Diagnostic(
            Rules.PHYSICAL_NAME_CLASH, claim.span(), message, Optional.of(hint), environments));
  }
}
