package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRulesTest {

  @ParameterizedTest
  @CsvSource({
    "1.34,3.3,2.5,''",
    "1.10,3.3,2.5,' # error: version-not-known'",
    "1.34,2.11,2.5,' # error: version-not-known'",
    "1.34,3.0,2.5,' # error: feature-needs-version'",
    "1.34,3.3,2.0,' # error: feature-needs-version'",
  })
  void versionsAreKnownAndNewEnough(
      String kubernetes, String airflow, String sparkOperator, String mark) {
    RuleCase.repository()
        .environment(
            "test",
            "versions: {kubernetes: \"%s\", airflow: \"%s\", sparkOperator: \"%s\"}%s\n"
                .formatted(kubernetes, airflow, sparkOperator, mark))
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.org/jobs:1.0.0,''",
    "registry.example.org:5000/jobs,' # error: image-not-pinned'",
    "registry.example.org/jobs:latest,' # error: image-not-pinned'",
    "registry.example.org/jobs@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,''",
  })
  void theImageIsPinned(String image, String mark) {
    RuleCase.repository()
        .environment("test", "image: \"" + image + "\"" + mark + "\n")
        .findsWhatIsMarked();
  }

  @Test
  void aSecretIsUsed() {
    RuleCase.repository()
        .environment(
            "test",
            """
            secrets:
              salt: {remoteKey: data/pii, properties: [salt]} # error: unused-secret
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aSecretIsUsedByAConnection() {
    RuleCase.repository()
        .environment("test", "secrets: {catalog: {remoteKey: data/catalog, properties: [token]}}\n")
        .file(
            "environments/connections/other.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: other}
            spec: {type: catalog, rest: {uri: "https://other.example.org", warehouse: test}, credentials: catalog}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void noSecretStandsInTheRepository() {
    var compilation =
        RuleCase.repository()
            .file(
                "environments/connections/other.yaml",
                """
                apiVersion: dataplat.io/v1
                kind: Connection
                metadata: {name: other}
                # error: plain-secret
                spec: {type: catalog, rest: {uri: "https://me:hunter2@other.example.org", warehouse: test}}
                """)
            .findsWhatIsMarked();

    assertThat(compilation.report()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "https://bob:hunter2@git.example.org/platform.git,' # error: plain-secret'",
    "ssh://git@git.example.org:7999/platform.git,''",
  })
  void theAddressOfTheRepositoryHoldsNoPassword(String address, String mark) {
    RuleCase.repository()
        .environment(
            "test", "delivery: {repository: \"" + address + "\", revision: main}" + mark + "\n")
        .findsWhatIsMarked();
  }

  @Test
  void settingsHoldNoSecret() {
    RuleCase.repository()
        .orders("orders")
        .batch(
            "daily",
            "{manual: true}",
            """
            copy:
              inputs: {extract: {dataset: retail.extract, read: full}}
              outputs: {target: {dataset: retail.orders, from: extract, write: {mode: overwrite}}}
              runtime:
                sparkConf:
                  spark.my.password: hunter2 # error: plain-secret
                  spark.my.tokens: none
            """)
        .findsWhatIsMarked();
  }

  @Test
  void environmentsShareNoTableNoNamespaceAndNoCheckpoints() {
    RuleCase.repository()
        .orders("orders")
        .copy("daily", "retail.orders")
        .environment(
            "test2",
            """
            checkpoints: {connection: landing, path: checkpoints/test} # error: physical-name-clash
            quarantine: {connection: lakehouse} # error: physical-name-clash
            """)
        .file("pipelines/retail/datasets/orders.yaml", CLASHING)
        .findsWhatIsMarked();
  }

  @Test
  void environmentsShareNoQuarantine() {
    RuleCase.repository()
        .orders("orders")
        .copy("daily", "retail.orders")
        .file(
            "environments/connections/rejected.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: rejected}
            spec: {type: catalog, rest: {uri: "https://catalog.example.org", warehouse: rejected}}
            """)
        .environment("test", "quarantine: {connection: rejected}\n")
        .environment(
            "test2",
            """
            quarantine: {connection: rejected} # error: physical-name-clash
            overrides: {connections: {lakehouse: {rest: {warehouse: test2}}}}
            """)
        .findsWhatIsMarked();
  }

  private static final String CLASHING =
      """
      apiVersion: dataplat.io/v1
      kind: Dataset
      metadata: {name: orders, description: Test.}
      spec:
        version: 1.0.0
        layer: bronze
        table: {name: retail.orders} # error: physical-name-clash
        timeColumn: ordered_at
        columnsFrom: retail.order_files
      """;

  @Test
  void environmentsWithTheirOwnNamesShareASystem() {
    RuleCase.repository()
        .orders("orders")
        .copy("daily", "retail.orders")
        .environment("test", "naming: {table: \"{environment}__{domain}.{dataset}\"}\n")
        .environment("test2", "naming: {table: \"{environment}__{domain}.{dataset}\"}\n")
        .findsWhatIsMarked();
  }

  @Test
  void environmentsOfOneClusterShareNoNamespace() {
    var cluster = "cluster: {server: \"https://one.k8s.example.org\"}\n";
    RuleCase.repository()
        .environment("test", cluster + "naming: {namespace: \"data-{domain}\"}\n")
        .environment(
            "test2",
            cluster
                + "naming: {namespace: \"data-{domain}\"} # error: physical-name-clash, physical-name-clash\n")
        .findsWhatIsMarked();
  }

  @Test
  void twoDatasetsAreTwoTables() {
    RuleCase.repository()
        .dataset(
            "twice",
            """
            layer: source
            table: {name: CRM.extract} # error: physical-name-clash
            columns: {id: {type: string}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void tablesOfTheJobsAreNoDatasets() {
    RuleCase.repository()
        .orders("orders")
        .copy("daily", "retail.orders")
        .dataset(
            "rejected",
            """
            layer: source
            table: {name: retail.daily__copy__quarantine} # error: physical-name-clash
            columns: {id: {type: string}}
            """)
        .dataset(
            "runs",
            """
            layer: source
            table: {name: dataplat.runs} # error: physical-name-clash
            columns: {id: {type: string}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aDomainHasANamespaceOfItsOwn() {
    RuleCase.repository()
        .file("environments/components/airflow.yaml", AIRFLOW.formatted("spark_retail"))
        .environment(
            "test", "naming: {namespace: \"spark-{domain}\"} # error: physical-name-clash\n")
        .findsWhatIsMarked();
    RuleCase.repository()
        .file(
            "pipelines/monitoring/domain.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Domain
            metadata: {name: monitoring}
            spec: {owner: somebody, contact: {email: somebody@example.org}}
            """)
        .environment("test", "naming: {namespace: \"{domain}\"} # error: physical-name-clash\n")
        .findsWhatIsMarked();
  }

  @Test
  void environmentsOfOneClusterShareNoComponent() {
    var cluster = "cluster: {server: \"https://one.k8s.example.org\"}\n";
    var namespaces = "naming: {namespace: \"{environment}--{domain}\"}\n";
    RuleCase.repository()
        .file(
            "environments/components/airflow.yaml",
            AIRFLOW.formatted("airflow # error: physical-name-clash"))
        .environment("test", cluster + namespaces)
        .environment("test2", cluster + namespaces)
        .findsWhatIsMarked();
    RuleCase.repository()
        .file("environments/components/airflow.yaml", AIRFLOW.formatted("airflow"))
        .environment("test", cluster + namespaces)
        .environment(
            "test2",
            cluster + namespaces + "overrides: {components: {airflow: {namespace: airflow_2}}}\n")
        .findsWhatIsMarked();
  }

  private static final String AIRFLOW =
      """
      apiVersion: dataplat.io/v1
      kind: Component
      metadata: {name: airflow}
      spec:
        type: airflow
        chart: {repository: "https://airflow.apache.org", name: airflow, version: 1.22.0}
        namespace: %s
      """;

  @Test
  void theNameOfANamespaceIsNotTooLong() {
    RuleCase.repository()
        .environment(
            "test",
            "naming: {namespace: \"a-very-long-prefix-for-each-namespace-of-the-company-{environment}--{domain}\"}"
                + " # error: name-too-long, name-too-long\n")
        .findsWhatIsMarked();
  }

  @Test
  void aDomainIsNoComponent() {
    RuleCase.repository()
        .file(
            "environments/components/retail.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Component
            metadata: {name: retail}
            spec: {type: airflow, namespace: airflow, chart: {repository: "https://airflow.apache.org", name: airflow, version: 1.22.0}}
            """)
        .file(
            "pipelines/retail/domain.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Domain
            metadata: {name: retail} # error: reserved-name
            spec:
              owner: data_team
              contact: {email: data@example.org}
              defaults: {datasets: {table: {connection: lakehouse}, files: {connection: landing}, topic: {connection: events}}}
            """)
        .findsWhatIsMarked();
  }
}
