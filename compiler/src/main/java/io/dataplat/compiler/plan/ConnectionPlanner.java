package io.dataplat.compiler.plan;

import io.dataplat.compiler.model.Connection.Credentials;
import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.SecretFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a connection into a job plan: its place as properties, its secret as files. */
final class ConnectionPlanner {

  private ConnectionPlanner() {}

  static Connection plan(io.dataplat.compiler.model.Connection connection) {
    Place place = connection.place();
    return new Connection(
        connection.name(),
        ConnectionType.valueOf(connection.type().name()),
        place(place),
        properties(place),
        secrets(connection.credentials()));
  }

  private static io.dataplat.jobplan.Place place(Place place) {
    if (place instanceof Place.Rest) {
      return io.dataplat.jobplan.Place.REST;
    }
    if (place instanceof Place.Local) {
      return io.dataplat.jobplan.Place.LOCAL;
    }
    if (place instanceof Place.S3) {
      return io.dataplat.jobplan.Place.S3;
    }
    if (place instanceof Place.Gcs) {
      return io.dataplat.jobplan.Place.GCS;
    }
    if (place instanceof Place.Azure) {
      return io.dataplat.jobplan.Place.AZURE;
    }
    if (place instanceof Place.Postgresql) {
      return io.dataplat.jobplan.Place.POSTGRESQL;
    }
    if (place instanceof Place.Mysql) {
      return io.dataplat.jobplan.Place.MYSQL;
    }
    if (place instanceof Place.Redis) {
      return io.dataplat.jobplan.Place.REDIS;
    }
    return place instanceof Place.Kafka
        ? io.dataplat.jobplan.Place.KAFKA
        : io.dataplat.jobplan.Place.EMBEDDED;
  }

  private static Map<String, String> properties(Place place) {
    var properties = new TreeMap<String, String>();
    if (place instanceof Place.Rest rest) {
      properties.put("uri", rest.uri().value());
      properties.put("warehouse", rest.warehouse().value());
    } else if (place instanceof Place.Local local) {
      properties.put("path", local.path().value());
    } else if (place instanceof Place.S3 s3) {
      properties.put("bucket", s3.bucket().value());
      s3.endpoint().ifPresent(endpoint -> properties.put("endpoint", endpoint.value()));
      s3.region().ifPresent(region -> properties.put("region", region.value()));
      s3.path().ifPresent(path -> properties.put("path", path.value()));
    } else if (place instanceof Place.Gcs gcs) {
      properties.put("bucket", gcs.bucket().value());
      gcs.project().ifPresent(project -> properties.put("project", project.value()));
      gcs.path().ifPresent(path -> properties.put("path", path.value()));
      gcs.endpoint().ifPresent(endpoint -> properties.put("endpoint", endpoint.value()));
    } else if (place instanceof Place.Azure azure) {
      properties.put("account", azure.account().value());
      properties.put("container", azure.container().value());
      azure.path().ifPresent(path -> properties.put("path", path.value()));
      azure.clientId().ifPresent(id -> properties.put("clientId", id.value()));
      azure.endpoint().ifPresent(endpoint -> properties.put("endpoint", endpoint.value()));
    } else if (place instanceof Place.Kafka kafka) {
      properties.put("bootstrapServers", kafka.bootstrapServers().value());
      properties.put("tls", kafka.tls().value().toString());
    } else if (place instanceof Place.DatabaseServer database) {
      properties.put("host", database.host().value());
      properties.put("port", database.port().value().toString());
      properties.put("database", database.database().value());
      properties.put("tls", database.tls().value().toString());
    } else if (place instanceof Place.Redis redis) {
      properties.put("host", redis.host().value());
      properties.put("port", redis.port().value().toString());
      properties.put("database", redis.database().value().toString());
      properties.put("tls", redis.tls().value().toString());
    }
    return properties;
  }

  private static List<SecretFile> secrets(Credentials credentials) {
    if (!(credentials instanceof Credentials.SecretReference reference)) {
      return List.of();
    }
    return reference.secret().properties().stream()
        .map(
            property ->
                new SecretFile(
                    property.value(), TaskSecrets.file(reference.secret(), property.value())))
        .toList();
  }
}
