package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** No two things of the repository get one name on one system, in any two environments. */
final class PhysicalNameCheck implements RepositoryCheck {

  /**
   * Something that takes a name on a system; {@code asset} is where Airflow knows it, if it does.
   */
  private record Claim(
      String key,
      String what,
      String owner,
      boolean written,
      Optional<String> asset,
      String environment,
      SourceSpan span) {}

  @Override
  public void check(List<Platform> platforms, Diagnostics findings) {
    Map<String, List<Claim>> claims = new LinkedHashMap<>();
    platforms.stream()
        .flatMap(PhysicalNameCheck::claims)
        .forEach(claim -> claims.computeIfAbsent(claim.key(), key -> new ArrayList<>()).add(claim));
    for (var same : claims.values()) {
      for (var i = 1; i < same.size(); i++) {
        var claim = same.get(i);
        clash(same.subList(0, i), claim).ifPresent(first -> report(first, claim, findings));
      }
    }
  }

  private static Optional<Claim> clash(List<Claim> before, Claim claim) {
    return before.stream()
        .filter(
            other ->
                other.environment().equals(claim.environment())
                    ? !other.owner().equals(claim.owner()) && !isOneAsset(other, claim)
                    : other.written() && claim.written())
        .findFirst();
  }

  // Two datasets that are one asset are reported as that.
  private static boolean isOneAsset(Claim one, Claim other) {
    return one.asset().isPresent() && one.asset().equals(other.asset());
  }

  private static Stream<Claim> claims(Platform platform) {
    var environment = platform.environment();
    var flow = DataFlow.of(platform);
    var datasets =
        platform.domains().stream()
            .flatMap(domain -> domain.datasets().stream())
            .flatMap(dataset -> claim(environment, flow, dataset).stream());
    return Stream.of(datasets, namespaces(platform), checkpoints(environment).stream())
        .flatMap(stream -> stream);
  }

  private static Optional<Claim> claim(Environment environment, DataFlow flow, Dataset dataset) {
    var storage = dataset.storage();
    if (storage instanceof Storage.Table table) {
      return Optional.of(claim(environment, dataset, "table", table.name(), asset(flow, dataset)));
    }
    if (storage instanceof Storage.Topic topic) {
      return Optional.of(claim(environment, dataset, "topic", topic.name(), Optional.empty()));
    }
    return Optional.empty();
  }

  private static Claim claim(
      Environment environment,
      Dataset dataset,
      String kind,
      Sourced<String> name,
      Optional<String> asset) {
    var system = Systems.key(dataset.storage().connection().place(), environment);
    return new Claim(
        kind + " " + system + " " + name.value().toLowerCase(Locale.ROOT),
        kind + " `" + name.value() + "`",
        dataset.id().toString(),
        dataset.layer().value() != Dataset.Layer.SOURCE,
        asset,
        environment.name(),
        name.spanOr(dataset.storage().span()));
  }

  private static Optional<String> asset(DataFlow flow, Dataset dataset) {
    return AssetCheck.isAsset(flow, dataset)
        ? Optional.of(dataset.storage().connection().name())
        : Optional.empty();
  }

  private static Stream<Claim> namespaces(Platform platform) {
    var environment = platform.environment();
    return environment.clusterServer().stream()
        .flatMap(
            server ->
                platform.domains().stream()
                    .map(
                        domain -> {
                          var name = Namespaces.of(environment, domain.name());
                          return new Claim(
                              "namespace " + server.value() + " " + name,
                              "namespace `" + name + "`",
                              domain.name(),
                              true,
                              Optional.empty(),
                              environment.name(),
                              environment.naming().namespace().spanOr(environment.span()));
                        }));
  }

  private static Optional<Claim> checkpoints(Environment environment) {
    return environment
        .checkpoints()
        .map(
            store ->
                new Claim(
                    "checkpoints "
                        + Systems.key(store.connection().place(), environment)
                        + " "
                        + store.path().value(),
                    "checkpoint path `" + store.path().value() + "`",
                    "checkpoints",
                    true,
                    Optional.empty(),
                    environment.name(),
                    store.path().spanOr(environment.span())));
  }

  private static void report(Claim first, Claim claim, Diagnostics findings) {
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
