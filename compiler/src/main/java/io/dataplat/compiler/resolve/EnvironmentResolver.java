package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Environment.Secret;
import io.dataplat.compiler.model.Environment.Target;
import io.dataplat.compiler.model.Limits;
import io.dataplat.compiler.model.Quota;
import io.dataplat.compiler.model.Sourced;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the environment of its document. */
final class EnvironmentResolver {
  private static final Duration REJECTED_ROWS = Duration.ofDays(30);

  private final MergedDocument document;
  private final Fields spec;
  private final Diagnostics diagnostics;

  EnvironmentResolver(MergedDocument document, Diagnostics diagnostics) {
    this.document = document;
    this.spec = new Fields(document.spec());
    this.diagnostics = diagnostics;
  }

  /** Returns the place of the environment's name, where what it lacks is reported. */
  SourceSpan span() {
    return new Fields(document.metadata()).required("name").span();
  }

  boolean has(String setting) {
    return spec.has(setting);
  }

  /** Returns the secrets that the environment declares. */
  Map<String, Secret> secrets() {
    var secrets = new LinkedHashMap<String, Secret>();
    spec.members("secrets")
        .forEach(
            (name, secret) ->
                secrets.put(
                    name,
                    new Secret(
                        name,
                        spec.below("secrets").keySpan(name),
                        secret.requiredText("remoteKey"),
                        secret.itemTexts("properties"))));
    return secrets;
  }

  Environment resolve(Map<String, Secret> secrets, Connections connections) {
    var target = spec.constant("target", Target.class, Target.KUBERNETES).value();
    if (target == Target.KUBERNETES) {
      reportMissingForCluster(secrets);
    }
    return new Environment(
        document.name(),
        span(),
        target,
        versions(target),
        spec.below("cluster").text("server"),
        spec.find("delivery").map(EnvironmentResolver::delivery),
        naming(),
        image(target),
        RuntimeResolver.sizes(spec, diagnostics),
        limits(),
        checkpoints(connections),
        quarantine(connections),
        spec.text("secretStore"),
        secrets,
        !spec.text("schedules", "active").value().equals("manual"));
  }

  private void reportMissingForCluster(Map<String, Secret> secrets) {
    if (!spec.below("cluster").has("server")) {
      reportMissing("cluster.server");
    }
    if (!spec.has("delivery")) {
      reportMissing("delivery");
    }
    if (!secrets.isEmpty() && !spec.has("secretStore")) {
      reportMissing("secretStore");
    }
  }

  private Environment.Versions versions(Target target) {
    return new Environment.Versions(
        version("kubernetes", target),
        version("airflow", target),
        version("sparkOperator", target));
  }

  private Sourced<String> version(String product, Target target) {
    var version = spec.below("versions").text(product);
    if (version.isEmpty() && target == Target.KUBERNETES) {
      reportMissing("versions." + product);
    }
    // An embedded environment has none of these products, so nothing reads its versions.
    return version.orElseGet(() -> Sourced.builtIn(""));
  }

  private Optional<Sourced<String>> image(Target target) {
    var image = spec.text("image");
    if (image.isEmpty() && target == Target.KUBERNETES) {
      reportMissing("image");
    }
    return image;
  }

  /** Reports a setting that the environment needs and does not have. */
  void reportMissing(String setting) {
    diagnostics
        .reporter(Rules.MISSING_IN_ENVIRONMENT)
        .at(
            span(),
            "environment `%s` has no `%s`".formatted(document.name(), setting),
            "write it here or in an environment that this one extends");
  }

  private static Environment.Delivery delivery(Fields delivery) {
    return new Environment.Delivery(
        delivery.requiredText("repository"),
        delivery.requiredText("revision"),
        delivery.text("path", "generated"));
  }

  private Environment.Naming naming() {
    var naming = spec.below("naming");
    return new Environment.Naming(
        NamePattern.NAMESPACE.read(naming, "namespace", diagnostics),
        NamePattern.TABLE.read(naming, "table", diagnostics),
        NamePattern.TOPIC.read(naming, "topic", diagnostics));
  }

  private Limits limits() {
    var limits = spec.below("limits");
    var task = limits.below("task");
    return new Limits(
        quota(limits.below("domain"), diagnostics),
        new Limits.TaskLimit(
            task.integer("cores"),
            new Scalars(diagnostics).memory(task, "memory"),
            task.integer("instances")));
  }

  static Quota quota(Fields quota, Diagnostics diagnostics) {
    var scalars = new Scalars(diagnostics);
    return new Quota(
        scalars.cpu(quota, "cpu"),
        scalars.memory(quota, "memory"),
        quota.integer("pods"),
        quota.integer("tasks"));
  }

  private Optional<Environment.CheckpointStore> checkpoints(Connections connections) {
    return spec.find("checkpoints")
        .flatMap(
            store ->
                connections
                    .find(store.required("connection"), Connection.Type.OBJECT_STORE, "checkpoints")
                    .map(
                        found ->
                            new Environment.CheckpointStore(found, store.requiredText("path"))));
  }

  /** Reports a store that cannot rename a file in one step, by which Spark commits a checkpoint. */
  void checkPlace(Environment.CheckpointStore store) {
    var place = store.connection().place();
    if (place instanceof Connection.Place.Gcs || place instanceof Connection.Place.Azure) {
      diagnostics
          .reporter(Rules.CHECKPOINT_PLACE)
          .at(
              spec.below("checkpoints").required("connection").span(),
              "connection `%s` is in a cloud whose files no checkpoint can be kept in yet"
                  .formatted(store.connection().name()),
              "name a connection whose place is `s3` or `local`");
    }
  }

  private Optional<Environment.QuarantineStore> quarantine(Connections connections) {
    return spec.find("quarantine")
        .flatMap(
            store ->
                connections
                    .find(
                        store.required("connection"), Connection.Type.CATALOG, "quarantine tables")
                    .map(
                        found ->
                            new Environment.QuarantineStore(
                                store.required("connection").span(),
                                found,
                                store.constant(
                                    "piiRows",
                                    Environment.PiiRows.class,
                                    Environment.PiiRows.POSITION),
                                new Scalars(diagnostics)
                                    .duration(store, "retention", REJECTED_ROWS))));
  }
}
