package io.dataplat.compiler;

import io.dataplat.compiler.model.Connection.Place;
import io.dataplat.compiler.model.Domain;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Pipeline;
import io.dataplat.compiler.model.Platform;
import io.dataplat.compiler.model.Storage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where the connections of each pipeline lead, such as {@code outside:443/TCP}. */
final class DeclaredPlaces {

  private DeclaredPlaces() {}

  /** Returns the places of each pipeline's connections, read from the sources' model anew. */
  static Map<String, Set<String>> of(Platform platform) {
    var declared = new TreeMap<String, Set<String>>();
    var environment = platform.environment();
    for (Domain domain : platform.domains()) {
      for (Pipeline pipeline : domain.pipelines()) {
        var places = new TreeSet<String>();
        for (var task : pipeline.tasks()) {
          task.inputs()
              .forEach(i -> add(places, i.dataset().value().storage().connection().place()));
          task.outputs()
              .forEach(o -> add(places, o.dataset().value().storage().connection().place()));
        }
        environment.quarantine().ifPresent(store -> add(places, store.connection().place()));
        if (pipeline.mode().value() == Pipeline.Mode.STREAMING) {
          add(places, environment.checkpoints().orElseThrow().connection().place());
        }
        declared.put(
            domain.name().replace('_', '-') + "/" + pipeline.id().name().replace('_', '-'), places);
      }
      declared.put(domain.name().replace('_', '-') + "/maintenance", ofTables(environment, domain));
    }
    return declared;
  }

  /** Upkeep reaches the tables that ask for it, and the catalog of rejected rows. */
  private static Set<String> ofTables(Environment environment, Domain domain) {
    var places = new TreeSet<String>();
    environment.quarantine().ifPresent(store -> add(places, store.connection().place()));
    domain.datasets().stream()
        .filter(each -> each.maintenance().isPresent() || each.retention().isPresent())
        .map(each -> each.storage())
        .filter(Storage.Table.class::isInstance)
        .forEach(table -> add(places, table.connection().place()));
    return places;
  }

  private static void add(Set<String> places, Place place) {
    if (place instanceof Place.Rest rest) {
      places.add(web(rest.uri().value()));
    } else if (place instanceof Place.S3 s3) {
      places.add(web(s3.endpoint().map(e -> e.value()).orElse("https://s3.amazonaws.com")));
    } else if (place instanceof Place.Gcs gcs) {
      places.add(web(gcs.endpoint().map(e -> e.value()).orElse("https://storage.googleapis.com")));
    } else if (place instanceof Place.Azure azure) {
      var host = "https://" + azure.account().value() + ".dfs.core.windows.net";
      places.add(web(azure.endpoint().map(e -> e.value()).orElse(host)));
    } else if (place instanceof Place.Kafka kafka) {
      for (String server : kafka.bootstrapServers().value().split(",", -1)) {
        places.add(web("kafka://" + server.strip()));
      }
    } else if (place instanceof Place.DatabaseServer database) {
      places.add(web("postgresql://" + database.host().value() + ":" + database.port().value()));
    } else if (place instanceof Place.Redis redis) {
      places.add(web("redis://" + redis.host().value() + ":" + redis.port().value()));
    }
  }

  private static String web(String text) {
    var uri = URI.create(text);
    int usual =
        switch (uri.getScheme()) {
          case "http" -> 80;
          case "https" -> 443;
          default -> 9092;
        };
    var labels = List.of(uri.getHost().split("\\.", -1));
    var place = labels.size() > 2 && labels.get(2).equals("svc") ? labels.get(1) : "outside";
    return place + ":" + (uri.getPort() < 0 ? usual : uri.getPort()) + "/TCP";
  }
}
