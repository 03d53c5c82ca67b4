package io.dataplat.compiler.check;

import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Sourced;
import java.util.Locale;
import java.util.Optional;

/** Which system a connection leads to. */
final class Systems {

  private Systems() {}

  /** Returns equal texts for places on one system. */
  static String key(Place place, Environment environment) {
    if (place instanceof Place.Rest rest) {
      return "rest " + rest.uri().value() + " " + rest.warehouse().value();
    }
    if (place instanceof Place.S3 s3) {
      return "s3 " + text(s3.endpoint()) + " " + s3.bucket().value() + " " + text(s3.path());
    }
    if (place instanceof Place.Gcs gcs) {
      return "gcs %s %s %s".formatted(text(gcs.endpoint()), gcs.bucket().value(), text(gcs.path()));
    }
    if (place instanceof Place.Azure azure) {
      return "azure %s %s %s %s"
          .formatted(
              text(azure.endpoint()),
              azure.account().value(),
              azure.container().value(),
              text(azure.path()));
    }
    if (place instanceof Place.Kafka kafka) {
      return "kafka " + kafka.bootstrapServers().value();
    }
    if (place instanceof Place.DatabaseServer database) {
      return "%s %s:%s/%s"
          .formatted(
              place instanceof Place.Mysql ? "mysql" : "postgresql",
              database.host().value().toLowerCase(Locale.ROOT),
              database.port().value(),
              database.database().value());
    }
    if (place instanceof Place.Redis redis) {
      return "redis %s:%s/%s"
          .formatted(
              redis.host().value().toLowerCase(Locale.ROOT),
              redis.port().value(),
              redis.database().value());
    }
    if (place instanceof Place.Local local) {
      return "local " + local.path().value();
    }
    // What is embedded lives in a run of one environment.
    return "embedded " + environment.name();
  }

  private static String text(Optional<Sourced<String>> setting) {
    return setting.map(Sourced::value).orElse("");
  }
}
