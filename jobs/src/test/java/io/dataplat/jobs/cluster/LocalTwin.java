package io.dataplat.jobs.cluster;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.ConnectionType;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.fixture.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs on this machine what a cluster has run, the committed plans of the same interval over the
 * same files, and compares the tables row by row.
 */
public final class LocalTwin {

  private static final String SALT = "_etc_dataplat-secrets_pii_salt_salt";

  /** The plans that wrote a table, on this machine and there. */
  private record Twins(JobPlan here, JobPlan there) {}

  private final Lake lake;
  private final Map<String, Twins> tables = new LinkedHashMap<>();

  private LocalTwin(Lake lake) {
    this.lake = lake;
  }

  /**
   * Arguments: a folder with the files below {@code samples}, the salt of the cluster, and what ran
   * there in its order, a tick and an application each; ends with 1 if a row differs.
   */
  public static void main(String[] arguments) throws IOException {
    var lake = new Lake(Path.of(arguments[0]));
    Files.createDirectories(lake.state().resolve("keys"));
    Files.writeString(lake.state().resolve("keys").resolve(SALT), arguments[1]);
    var twin = new LocalTwin(lake);
    for (int i = 2; i < arguments.length; i += 2) {
      twin.run(arguments[i], CommittedPlan.of(Path.of(arguments[i + 1])));
    }
    System.exit(twin.differences() == 0 ? 0 : 1);
  }

  private void run(String tick, JobPlan ofCluster) throws IOException {
    var connections = ofCluster.connections().stream().map(LocalTwin::here).toList();
    var plan =
        ofCluster.at(ofCluster.session(), connections, ofCluster.inputs(), ofCluster.quarantine());
    var outcome = lake.run(plan, tick);
    if (outcome.code() != ExitCode.SUCCESS) {
      throw new IllegalStateException(outcome.err());
    }
    for (var output : ofCluster.outputs()) {
      tables.put(output.dataset(), new Twins(plan, ofCluster));
    }
  }

  private int differences() {
    return tables.entrySet().stream()
        .mapToInt(table -> differences(table.getKey(), table.getValue()))
        .sum();
  }

  private int differences(String dataset, Twins plans) {
    var query = "SELECT * FROM lakehouse." + dataset;
    var expected = lake.rows(plans.here(), query);
    var actual = lake.rows(plans.there(), query);
    var missing = without(expected, actual);
    var additional = without(actual, expected);
    System.out.printf(
        "%s: %d rows, %d missing, %d additional%n",
        dataset, expected.size(), missing.size(), additional.size());
    missing.stream().limit(2).forEach(row -> System.out.println("  missing    " + row));
    additional.stream().limit(2).forEach(row -> System.out.println("  additional " + row));
    return missing.size() + additional.size();
  }

  private static List<String> without(List<String> rows, List<String> others) {
    var left = new ArrayList<>(rows);
    others.forEach(left::remove);
    return left;
  }

  private static Connection here(Connection connection) {
    return connection.type() == ConnectionType.CATALOG
        ? new Connection(connection.name(), connection.type(), Place.EMBEDDED, Map.of(), List.of())
        : new Connection(
            connection.name(),
            connection.type(),
            Place.LOCAL,
            Map.of("path", "samples"),
            List.of());
  }
}
