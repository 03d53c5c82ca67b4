package io.dataplat.jobs.local;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobs.database.Databases;
import io.dataplat.jobs.keyvalue.KeyValueStores;
import io.dataplat.jobs.session.LocalPlaces;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The servers beside a local run that its plans need; they run as long as the work does. */
public record LocalServers(Path state, Path root) {

  /** Does work with the servers that plans need. */
  public <T> T during(List<JobPlan> plans, Function<LocalPlaces, T> work) {
    var databases =
        plans.stream().flatMap(plan -> Databases.embedded(plan).stream()).distinct().toList();
    if (databases.isEmpty()) {
      return withKeyValues(plans, Optional.empty(), work);
    }
    try (var server = LocalDatabase.start(state.resolve("databases"), databases)) {
      return withKeyValues(plans, Optional.of(server.port()), work);
    }
  }

  private <T> T withKeyValues(
      List<JobPlan> plans, Optional<Integer> databases, Function<LocalPlaces, T> work) {
    if (plans.stream().noneMatch(KeyValueStores::needsEmbedded)) {
      return work.apply(new LocalPlaces(state, root, databases, Optional.empty()));
    }
    try (var server = LocalRedis.start(state.resolve("key-values"))) {
      return work.apply(new LocalPlaces(state, root, databases, Optional.of(server.port())));
    }
  }
}
