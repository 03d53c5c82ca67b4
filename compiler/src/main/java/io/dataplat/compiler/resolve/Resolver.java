package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.merge.Kind;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.merge.MergedRepository;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.PipelineTest;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Sourced;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links the names of a merged repository to the objects that they mean. */
public final class Resolver {
  private final MergedRepository repository;
  private final Diagnostics diagnostics;

  private Resolver(MergedRepository repository, Diagnostics diagnostics) {
    this.repository = repository;
    this.diagnostics = diagnostics;
  }

  /**
   * Returns the platform of an environment, or nothing if a finding is an error. The structure of
   * all documents must have been checked.
   */
  public static Optional<Platform> resolve(MergedRepository repository, Diagnostics diagnostics) {
    var findings = new Diagnostics();
    var platform = new Resolver(repository, findings).platform();
    diagnostics.addAll(findings.sorted());
    return findings.hasErrors() ? Optional.empty() : Optional.of(platform);
  }

  private Platform platform() {
    var environmentResolver = new EnvironmentResolver(repository.environment(), diagnostics);
    var secrets = environmentResolver.secrets();
    var connections = connections(secrets);
    var environment = environmentResolver.resolve(secrets, connections);
    var datasets = datasets(environment, secrets, connections);
    var pipelines = pipelines(environment, datasets);
    reportMissingStores(environmentResolver, environment, pipelines.values());
    return new Platform(
        environment,
        domains(environment, datasets.resolved(), pipelines),
        List.copyOf(connections.resolved().values()),
        repository.all(Kind.COMPONENT).values().stream().map(Resolver::component).toList(),
        tests(pipelines));
  }

  private Connections connections(Map<String, Secret> secrets) {
    var resolver = new ConnectionResolver(repository.environment(), secrets, diagnostics);
    var resolved = new LinkedHashMap<String, Connection>();
    var documents = repository.all(Kind.CONNECTION);
    documents.forEach(
        (name, document) ->
            resolver.resolve(document).ifPresent(connection -> resolved.put(name, connection)));
    return new Connections(resolved, documents.keySet(), diagnostics);
  }

  private Datasets datasets(
      Environment environment, Map<String, Secret> secrets, Connections connections) {
    var contracts = new Contracts(repository.all(Kind.DATASET), diagnostics);
    var queries = new SqlSource(repository.texts());
    var resolver =
        new DatasetResolver(contracts, environment, secrets, connections, queries, diagnostics);
    var resolved = new LinkedHashMap<String, Dataset>();
    repository
        .all(Kind.DATASET)
        .forEach(
            (name, document) ->
                resolver.resolve(document).ifPresent(dataset -> resolved.put(name, dataset)));
    return new Datasets(resolved, contracts);
  }

  private RuntimeResolver runtimes(Environment environment) {
    return new RuntimeResolver(
        environment.sizes(), environment.name(), environment.span(), diagnostics);
  }

  private Map<String, Pipeline> pipelines(Environment environment, Datasets datasets) {
    var runtimes = runtimes(environment);
    var steps = new StepResolver(repository.texts(), diagnostics);
    var tasks = new TaskResolver(datasets, runtimes, steps, diagnostics);
    var schedules = new ScheduleResolver(datasets.contracts(), diagnostics);
    var domains = new LinkedHashMap<String, Sourced<Boolean>>();
    repository.all(Kind.DOMAIN).forEach((name, domain) -> domains.put(name, enabled(domain)));
    var resolver = new PipelineResolver(tasks, schedules, domains, diagnostics);
    var resolved = new LinkedHashMap<String, Pipeline>();
    repository.all(Kind.PIPELINE).values().parallelStream()
        .map(resolver::resolve)
        .flatMap(Optional::stream)
        .toList()
        .forEach(pipeline -> resolved.put(pipeline.id().toString(), pipeline));
    return resolved;
  }

  private static void reportMissingStores(
      EnvironmentResolver resolver, Environment environment, Iterable<Pipeline> pipelines) {
    var enabled = new ArrayList<Pipeline.Mode>();
    for (var pipeline : pipelines) {
      if (pipeline.enabled().value()) {
        enabled.add(pipeline.mode().value());
      }
    }
    if (!enabled.isEmpty() && !resolver.has("quarantine")) {
      resolver.reportMissing("quarantine");
    }
    if (enabled.contains(Pipeline.Mode.STREAMING)) {
      if (!resolver.has("checkpoints")) {
        resolver.reportMissing("checkpoints");
      }
      environment.checkpoints().ifPresent(resolver::checkPlace);
    }
  }

  private List<Domain> domains(
      Environment environment, Map<String, Dataset> datasets, Map<String, Pipeline> pipelines) {
    var runtimes = runtimes(environment);
    return repository.all(Kind.DOMAIN).values().stream()
        .map(document -> domain(document, runtimes, datasets, pipelines))
        .toList();
  }

  private Domain domain(
      MergedDocument document,
      RuntimeResolver runtimes,
      Map<String, Dataset> datasets,
      Map<String, Pipeline> pipelines) {
    var own =
        datasets.values().stream()
            .filter(dataset -> dataset.id().domain().equals(document.name()))
            .toList();
    var spec = new Fields(document.spec());
    var contact = spec.below("contact");
    return new Domain(
        document.name(),
        new Fields(document.metadata()).required("name").span(),
        document.file(),
        new Fields(document.metadata()).texts("labels"),
        enabled(document),
        spec.requiredText("owner"),
        new Domain.Contact(
            contact.requiredText("email"), contact.text("chat"), contact.text("runbook")),
        spec.text("costCentre"),
        EnvironmentResolver.quota(spec.below("quota"), diagnostics),
        new MaintenanceResolver(diagnostics).ofDomain(spec, own, runtimes),
        own,
        pipelines.values().stream()
            .filter(pipeline -> pipeline.id().domain().equals(document.name()))
            .toList());
  }

  private List<PipelineTest> tests(Map<String, Pipeline> pipelines) {
    var resolver = new TestResolver(pipelines, repository.all(Kind.PIPELINE).keySet(), diagnostics);
    return repository.all(Kind.PIPELINE_TEST).values().stream()
        .flatMap(document -> resolver.resolve(document).stream())
        .toList();
  }

  private static Sourced<Boolean> enabled(MergedDocument domain) {
    return new Fields(domain.spec()).flag("enabled", true);
  }

  private static Component component(MergedDocument document) {
    var spec = new Fields(document.spec());
    var chart = spec.below("chart");
    return new Component(
        document.name(),
        new Fields(document.metadata()).required("name").span(),
        document.file(),
        spec.requiredConstant("type", Component.Type.class).value(),
        chart.requiredText("repository"),
        chart.requiredText("name"),
        chart.requiredText("version"),
        spec.requiredText("namespace"),
        spec.flag("enabled", true).value(),
        spec.find("settings").map(Fields::mapping),
        spec.find("values").map(Fields::mapping));
  }
}
