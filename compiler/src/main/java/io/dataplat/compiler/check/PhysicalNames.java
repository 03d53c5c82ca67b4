package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.PipelineId;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.model.Storage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything of an environment that takes a name on a system it shares with others. */
final class PhysicalNames {

  /** No domain has this name. */
  private static final String PLATFORM = "platform";

  /** Namespaces of Kubernetes and of those who watch and fill the cluster. */
  private static final List<String> NAMESPACES_OF_CLUSTERS =
      List.of("argocd", "default", "kube-node-lease", "kube-public", "kube-system", "monitoring");

  private PhysicalNames() {}

  /** Returns the names of an environment; of two that clash, the later one is the mistake. */
  static Stream<PhysicalName> of(Platform platform) {
    var environment = platform.environment();
    var flow = DataFlow.of(platform);
    var datasets =
        platform.domains().stream()
            .flatMap(domain -> domain.datasets().stream())
            .flatMap(dataset -> claim(environment, flow, dataset).stream());
    return Stream.of(
            ownTables(platform),
            quarantine(platform).stream(),
            datasets,
            platformNamespaces(platform),
            namespaces(platform),
            checkpoints(environment).stream())
        .flatMap(stream -> stream);
  }

  private static Optional<PhysicalName> claim(
      Environment environment, DataFlow flow, Dataset dataset) {
    var storage = dataset.storage();
    if (storage instanceof Storage.Table table) {
      return Optional.of(claim(environment, dataset, "table", table.name(), asset(flow, dataset)));
    }
    if (storage instanceof Storage.AnyTable table) {
      return Optional.of(claim(environment, dataset, "table", table.name(), Optional.empty()));
    }
    if (storage instanceof Storage.Files files && FilesTarget.isWritten(flow, dataset)) {
      var folder = files.path().map(Storage.Files::folder);
      return Optional.of(claim(environment, dataset, "the files of", folder, Optional.empty()));
    }
    if (storage instanceof Storage.Topic topic) {
      return Optional.of(claim(environment, dataset, "topic", topic.name(), Optional.empty()));
    }
    return Optional.empty();
  }

  private static PhysicalName claim(
      Environment environment,
      Dataset dataset,
      String kind,
      Sourced<String> name,
      Optional<String> asset) {
    var system = Systems.key(dataset.storage().connection().place(), environment);
    return new PhysicalName(
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

  /** The tables that jobs write beside datasets: rejected rows, and what each run did. */
  private static Stream<PhysicalName> ownTables(Platform platform) {
    var environment = platform.environment();
    if (environment.quarantine().isEmpty()) {
      return Stream.empty();
    }
    var store = environment.quarantine().get().connection();
    var system = Systems.key(store.place(), environment);
    var quarantines =
        platform.domains().stream()
            .flatMap(domain -> domain.pipelines().stream())
            .flatMap(
                pipeline ->
                    pipeline.tasks().stream()
                        .map(
                            task ->
                                ownTable(
                                    environment,
                                    system,
                                    environment.quarantineTable(pipeline.id(), task.name()),
                                    pipeline.id() + "." + task.name())));
    var records =
        Stream.of(Environment.RUNS_TABLE, Environment.EPOCHS_TABLE)
            .map(table -> ownTable(environment, system, table, PLATFORM));
    return Stream.concat(quarantines, records);
  }

  /** The tables of rejected rows all together, as one mistake makes two environments share them. */
  private static Optional<PhysicalName> quarantine(Platform platform) {
    var environment = platform.environment();
    var tables = environment.quarantineTable(new PipelineId("{domain}", "{pipeline}"), "{task}");
    return environment
        .quarantine()
        .filter(store -> platform.domains().stream().anyMatch(each -> !each.pipelines().isEmpty()))
        .map(
            store ->
                new PhysicalName(
                    "quarantine "
                        + Systems.key(store.connection().place(), environment)
                        + " "
                        + tables,
                    "the tables `" + tables + "`",
                    "quarantine",
                    true,
                    Optional.empty(),
                    environment.name(),
                    store.span()));
  }

  private static PhysicalName ownTable(
      Environment environment, String system, String name, String owner) {
    return new PhysicalName(
        "table " + system + " " + name,
        "table `" + name + "`",
        owner,
        false,
        Optional.empty(),
        environment.name(),
        environment.span());
  }

  /** The namespaces of components, which nobody shares, and those that every cluster has. */
  private static Stream<PhysicalName> platformNamespaces(Platform platform) {
    var environment = platform.environment();
    return environment.clusterServer().stream()
        .flatMap(
            server ->
                Stream.concat(
                    NAMESPACES_OF_CLUSTERS.stream()
                        .map(
                            name ->
                                namespace(
                                    environment,
                                    server,
                                    name,
                                    PLATFORM,
                                    false,
                                    environment.span())),
                    platform.components().stream()
                        .filter(Component::enabled)
                        .map(
                            component ->
                                namespace(
                                    environment,
                                    server,
                                    component.namespace().value().replace('_', '-'),
                                    PLATFORM,
                                    true,
                                    component.namespace().spanOr(component.span())))));
  }

  private static Stream<PhysicalName> namespaces(Platform platform) {
    var environment = platform.environment();
    return environment.clusterServer().stream()
        .flatMap(
            server ->
                platform.domains().stream()
                    .map(
                        domain ->
                            namespace(
                                environment,
                                server,
                                environment.namespace(domain.name()),
                                domain.name(),
                                true,
                                environment.naming().namespace().spanOr(environment.span()))));
  }

  private static PhysicalName namespace(
      Environment environment,
      Sourced<String> server,
      String name,
      String owner,
      boolean written,
      SourceSpan span) {
    return new PhysicalName(
        "namespace " + server.value() + " " + name,
        "namespace `" + name + "`",
        owner,
        written,
        Optional.empty(),
        environment.name(),
        span);
  }

  private static Optional<PhysicalName> checkpoints(Environment environment) {
    return environment
        .checkpoints()
        .map(
            store ->
                new PhysicalName(
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
}
