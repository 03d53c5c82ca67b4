import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a repository of N pipelines in three environments: {@code java Fixture.java N DIRECTORY
 * [sql|copy]}.
 *
 * <p>Each pipeline has two Spark tasks, a schedule and an objective of freshness; with {@code sql}
 * (the default) the second task sums in a query of its own. A tenth as many domains hold them. An
 * environment has other addresses, another image and other sizes, so that no file is the same in
 * two of them.
 */
public final class Fixture {
  private static final int PER_DOMAIN = 10;

  private Fixture() {}

  public static void main(String[] arguments) throws IOException {
    int pipelines = Integer.parseInt(arguments[0]);
    Path root = Path.of(arguments[1]);
    boolean sql = arguments.length < 3 || arguments[2].equals("sql");
    environments(root);
    for (int i = 0; i < pipelines; i++) {
      String domain = "team%03d".formatted(i / PER_DOMAIN);
      if (i % PER_DOMAIN == 0) {
        write(root, "pipelines/" + domain + "/domain.yaml", DOMAIN.formatted(domain, domain));
      }
      pipeline(root, "pipelines/" + domain + "/", domain, "orders%04d".formatted(i), i, sql);
    }
  }

  private static void pipeline(
      Path root, String folder, String domain, String name, int i, boolean sql)
      throws IOException {
    String schedule = "%d %d * * *".formatted(i % 60, i / 60 % 24);
    String second = sql ? SUM : COPY;
    write(root, folder + name + ".yaml", PIPELINE.formatted(name, schedule, domain, second)
        .replace("NAME", domain + "." + name).replace("FACTOR", "1." + i));
    write(root, folder + "datasets/" + name + "_files.yaml", FILES.formatted(name, name));
    write(root, folder + "datasets/" + name + "_clean.yaml", CLEAN.formatted(name));
    write(root, folder + "datasets/" + name + "_sums.yaml", (sql ? SUMS : CLEAN_COPY).formatted(name));
  }

  private static void environments(Path root) throws IOException {
    write(root, "environments/base.yaml", BASE);
    int memory = 4;
    for (String name : new String[] {"dev", "staging", "prod"}) {
      write(root, "environments/" + name + ".yaml", ENVIRONMENT.replace("ENV", name)
          .replace("MEMORY", memory + "Gi").replace("COUNT", String.valueOf(memory / 4)));
      memory *= 2;
    }
    write(root, "environments/connections/lakehouse.yaml", CONNECTION.formatted("lakehouse", "catalog"));
    write(root, "environments/connections/landing.yaml", CONNECTION.formatted("landing", "objectStore"));
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static final String CONNECTION =
      """
      apiVersion: dataplat.io/v1
      kind: Connection
      metadata: {name: %s, description: "One of two."}
      spec: {type: %s}
      """;

  private static final String BASE =
      """
      apiVersion: dataplat.io/v1
      kind: Environment
      metadata: {name: base}
      spec:
        abstract: true
        versions: {kubernetes: "1.34", airflow: "3.3", sparkOperator: "2.5"}
        delivery: {repository: "https://git.example.org/data/platform.git", revision: main}
        quarantine: {connection: lakehouse}
        secretStore: vault
        limits:
          domain: {cpu: 400, memory: 2000Gi, pods: 240, tasks: 24}
          task: {cores: 8, memory: 64Gi, instances: 40}
      """;

  private static final String ENVIRONMENT =
      """
      apiVersion: dataplat.io/v1
      kind: Environment
      metadata: {name: ENV}
      spec:
        extends: base
        cluster: {server: "https://ENV.k8s.example.org"}
        image: registry.example.org/dataplat/jobs:ENV-0.1.0
        sizes:
          small:
            driver: {cores: 1, memory: 2Gi}
            executor: {cores: 2, memory: MEMORY, instances: COUNT}
        overrides:
          connections:
            lakehouse: {rest: {uri: "https://catalog.ENV.example.org", warehouse: ENV}}
            landing: {s3: {bucket: example-ENV-landing, region: eu-central-1}}
      """;

  private static final String DOMAIN =
      """
      apiVersion: dataplat.io/v1
      kind: Domain
      metadata: {name: %s}
      spec:
        owner: %s
        contact: {email: team@example.org, runbook: "https://wiki.example.org/team"}
        quota: {cpu: 160, memory: 800Gi, pods: 100, tasks: 8}
        defaults:
          pipelines: {timezone: Europe/Zurich}
          datasets:
            table: {connection: lakehouse}
            files: {connection: landing}
            slo: {freshness: 72h}
      """;

  private static final String PIPELINE =
      """
      apiVersion: dataplat.io/v1
      kind: Pipeline
      metadata: {name: %s, description: "Orders, cleaned and summed once a day."}
      spec:
        mode: batch
        schedule: {cron: "%s", interval: day, startDate: 2026-01-01}
        tasks:
          clean:
            inputs: {files: {dataset: NAME_files, read: interval}}
            outputs: {clean: {dataset: NAME_clean, from: files, write: {mode: overwrite_interval}}}
            runtime: {size: small}
      %3$.0s%4$s""";

  private static final String SUM =
      """
          sum:
            inputs: {orders: {dataset: NAME_clean, read: interval}}
            steps:
              sums:
                sql: |
                  SELECT order_date, count(*) AS orders, sum(CAST(price * FACTOR AS DECIMAL(12, 2))) AS price
                  FROM orders
                  GROUP BY order_date
            outputs: {sums: {dataset: NAME_sums, from: sums, write: {mode: overwrite_interval}}}
            runtime: {size: small}
      """;

  private static final String COPY =
      """
          copy:
            inputs: {orders: {dataset: NAME_clean, read: interval}}
            outputs: {copy: {dataset: NAME_sums, from: orders, write: {mode: overwrite_interval}}}
            runtime: {size: small}
      """;

  private static final String FILES =
      """
      apiVersion: dataplat.io/v1
      kind: Dataset
      metadata: {name: %s_files, description: "Orders as they are delivered."}
      spec:
        version: 1.0.0
        layer: source
        files:
          path: orders/%s/{yyyy}/{MM}/{dd}/*.csv
          timezone: Europe/Zurich
          format: csv
        timeColumn: order_date
        columns:
          order_key: {type: bigint, key: true}
          customer_key: {type: bigint}
          status: {type: string, allowedValues: [O, F, P]}
          price: {type: "decimal(12,2)", classification: confidential}
          order_date: {type: date}
          comment: {type: string, nullable: true}
      """;

  private static final String CLEAN =
      """
      apiVersion: dataplat.io/v1
      kind: Dataset
      metadata: {name: %s_clean, description: "One row for each order."}
      spec:
        version: 1.0.0
        layer: silver
        table: {partitionBy: [month(order_date)]}
        timeColumn: order_date
        columns:
          order_key: {type: bigint, key: true}
          customer_key: {type: bigint}
          status: {type: string, allowedValues: [O, F, P]}
          price: {type: "decimal(12,2)", classification: confidential}
          order_date: {type: date}
          comment: {type: string, nullable: true}
        expectations:
          price_positive: {check: price > 0}
      """;

  private static final String CLEAN_COPY = CLEAN.replace("%s_clean", "%s_sums");

  private static final String SUMS =
      """
      apiVersion: dataplat.io/v1
      kind: Dataset
      metadata: {name: %s_sums, description: "One row for each day."}
      spec:
        version: 1.0.0
        layer: gold
        table: {partitionBy: [month(order_date)]}
        timeColumn: order_date
        columns:
          order_date: {type: date, key: true}
          orders: {type: bigint}
          price: {type: "decimal(22,2)", classification: confidential}
      """;
}
