package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.merge.Hints;
import io.dataplat.compiler.merge.MergedDocument;
import io.dataplat.compiler.model.Connection;
import io.dataplat.compiler.model.Connection.Credentials;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Environment.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes connections of their documents. */
final class ConnectionResolver {
  private static final String WORKLOAD_IDENTITY = "workload_identity";
  private static final List<String> PLACES =
      List.of(
          "embedded",
          "rest",
          "local",
          "s3",
          "gcs",
          "azure",
          "kafka",
          "postgresql",
          "mysql",
          "redis");

  private final MergedDocument environment;
  private final Map<String, Secret> secrets;
  private final Diagnostics diagnostics;

  ConnectionResolver(
      MergedDocument environment, Map<String, Secret> secrets, Diagnostics diagnostics) {
    this.environment = environment;
    this.secrets = secrets;
    this.diagnostics = diagnostics;
  }

  Optional<Connection> resolve(MergedDocument document) {
    var spec = new Fields(document.spec());
    var type = spec.requiredConstant("type", Connection.Type.class).value();
    var span = new Fields(document.metadata()).required("name").span();
    var place = place(document.name(), type, spec);
    var credentials = credentials(spec);
    if (place.isEmpty() || credentials.isEmpty()) {
      return Optional.empty();
    }
    new LoginSecrets(document.name(), spec, diagnostics).check(place.get(), credentials.get());
    new StoreSecrets(document.name(), spec, diagnostics).check(place.get(), credentials.get());
    return Optional.of(
        new Connection(
            document.name(), span, document.file(), type, place.get(), credentials.get()));
  }

  private Optional<Place> place(String name, Connection.Type type, Fields spec) {
    var given = PLACES.stream().filter(spec::has).findFirst();
    if (given.isEmpty()) {
      reportMissing(name, type);
      return Optional.empty();
    }
    if (!places(type).contains(given.get())) {
      diagnostics
          .reporter(Rules.PLACE_NOT_FOR_TYPE)
          .at(
              spec.keySpan(given.get()),
              "`%s` is no place of a connection of type `%s`"
                  .formatted(given.get(), spec.required("type").text()),
              Hints.listed(places(type), "places of this type"));
      return Optional.empty();
    }
    return Optional.of(place(given.get(), spec.below(given.get())));
  }

  private void reportMissing(String name, Connection.Type type) {
    diagnostics
        .reporter(Rules.MISSING_IN_ENVIRONMENT)
        .at(
            environmentSpan(),
            "connection `%s` has no place in environment `%s`".formatted(name, environment.name()),
            "write `overrides: {connections: {%s: {%s: {...}}}}`"
                .formatted(name, places(type).get(1)));
  }

  private SourceSpan environmentSpan() {
    return new Fields(environment.metadata()).required("name").span();
  }

  private static List<String> places(Connection.Type type) {
    return switch (type) {
      case CATALOG -> List.of("embedded", "rest");
      case OBJECT_STORE -> List.of("local", "s3", "gcs", "azure");
      case KAFKA -> List.of("embedded", "kafka");
      case JDBC -> List.of("embedded", "postgresql", "mysql");
      case KEY_VALUE -> List.of("embedded", "redis");
    };
  }

  private static Place place(String kind, Fields place) {
    return switch (kind) {
      case "rest" -> new Place.Rest(place.requiredText("uri"), place.requiredText("warehouse"));
      case "local" -> new Place.Local(place.requiredText("path"));
      case "s3" ->
          new Place.S3(
              place.requiredText("bucket"),
              place.text("endpoint"),
              place.text("region"),
              place.text("path"));
      case "gcs" ->
          new Place.Gcs(
              place.requiredText("bucket"),
              place.text("project"),
              place.text("path"),
              place.text("endpoint"));
      case "azure" ->
          new Place.Azure(
              place.requiredText("account"),
              place.requiredText("container"),
              place.text("path"),
              place.text("clientId"),
              place.text("endpoint"));
      case "kafka" ->
          new Place.Kafka(
              place.requiredText("bootstrapServers"),
              place.flag("tls", true),
              place.integer("replicas", 3));
      case "postgresql" ->
          new Place.Postgresql(
              place.requiredText("host"),
              place.integer("port", 5432),
              place.requiredText("database"),
              place.flag("tls", true));
      case "mysql" ->
          new Place.Mysql(
              place.requiredText("host"),
              place.integer("port", 3306),
              place.requiredText("database"),
              place.flag("tls", true));
      case "redis" ->
          new Place.Redis(
              place.requiredText("host"),
              place.integer("port", 6379),
              place.integer("database", 0),
              place.flag("tls", true));
      default -> new Place.Embedded();
    };
  }

  private Optional<Credentials> credentials(Fields spec) {
    var name = spec.scalar("credentials");
    if (name.isEmpty() || name.get().text().equals(WORKLOAD_IDENTITY)) {
      return Optional.of(new Credentials.WorkloadIdentity());
    }
    var secret = Optional.ofNullable(secrets.get(name.get().text()));
    if (secret.isEmpty()) {
      diagnostics
          .reporter(Rules.UNKNOWN_SECRET)
          .at(
              name.get().span(),
              "unknown secret `%s`".formatted(name.get().text()),
              Hints.nearest(name.get().text(), secrets.keySet(), "secrets"));
    }
    return secret.map(found -> new Credentials.SecretReference(found, name.get().span()));
  }
}
