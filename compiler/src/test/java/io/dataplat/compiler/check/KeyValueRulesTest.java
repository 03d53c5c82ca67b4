package io.dataplat.compiler.check;

import io.dataplat.compiler.RuleCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datasets in key-value stores. */
class KeyValueRulesTest {

  private static final String COLUMNS =
      """
      columns:
        customer_id: {type: bigint, key: true}
        orders: {type: int, nullable: true}
        at: {type: timestamp}
      """;

  private static RuleCase repository(String connection) {
    return RuleCase.repository()
        .environment(
            "test", "secrets: {online: {remoteKey: data/online, properties: [user, password]}}\n")
        .file(
            "environments/connections/online.yaml",
            """
            apiVersion: dataplat.io/v1
            kind: Connection
            metadata: {name: online}
            spec:
              type: keyValue
              %s
            """
                .formatted(connection))
        .dataset("customers", "layer: source\ntable: {}\ntimeColumn: at\n" + COLUMNS);
  }

  private static RuleCase repository() {
    return repository("credentials: online\n  redis: {host: redis.example.org}");
  }

  private static RuleCase writing(String dataset, String write) {
    return repository()
        .dataset("features", dataset)
        .batch(
            "nightly",
            "{manual: true}",
            """
            push:
              inputs: {customers: {dataset: retail.customers, read: full}}
              outputs:
                online:
                  dataset: retail.features
                  from: customers
                  write: {%s
            """
                .formatted(write));
  }

  private static final String FEATURES =
      "layer: feature\nkeyValue: {connection: online, ttl: 30d}\ntimeColumn: at\n" + COLUMNS;

  @Test
  void featuresAreWrittenByUpsert() {
    writing(FEATURES, "mode: upsert}").findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource({"append", "overwrite", "scd1", "scd2", "snapshot"})
  void andInNoOtherMode(String mode) {
    writing(FEATURES, "mode: " + mode + "} # error: write-not-for-target").findsWhatIsMarked();
  }

  @Test
  void nothingIsDeletedFromThem() {
    writing(FEATURES, "mode: upsert, deletes: {when: orders = 0}} # error: write-not-for-target")
        .findsWhatIsMarked();
  }

  @Test
  void theyNeedAKeyAndATime() {
    writing(FEATURES.replace(", key: true", ""), "mode: upsert} # error: no-key")
        .findsWhatIsMarked();
    writing(FEATURES.replace("timeColumn: at\n", ""), "mode: upsert} # error: no-sequence")
        .findsWhatIsMarked();
    writing(FEATURES.replace("timeColumn: at\n", ""), "mode: upsert, sequenceBy: orders}")
        .findsWhatIsMarked();
  }

  @Test
  void theyHoldSingleValues() {
    repository()
        .dataset(
            "features",
            """
            layer: source
            keyValue: {connection: online}
            columns:
              customer_id: {type: bigint, key: true}
              tags: {type: "array<string>"} # error: not-for-this-connection
            """)
        .findsWhatIsMarked();
  }

  @Test
  void noTaskReadsThem() {
    writing(FEATURES, "mode: upsert}")
        .dataset("copied", "layer: gold\ntable: {}\ncolumnsFrom: retail.features\n")
        .batch(
            "back",
            "{manual: true}",
            """
            copy:
              inputs:
                features: {dataset: retail.features, read: full} # error: key-value-is-not-read
              outputs: {copied: {dataset: retail.copied, from: features, write: {mode: overwrite}}}
            """)
        .findsWhatIsMarked();
  }

  @Test
  void noStreamWritesThem() {
    repository()
        .dataset(
            "features",
            "layer: feature\nkeyValue: {connection: online}\ntimeColumn: at\ncolumnsFrom: retail.clicks\n")
        .streaming(
            "live",
            """
            land:
              inputs: {clicks: {dataset: retail.clicks, read: stream, watermark: 10m}}
              outputs:
                online:
                  dataset: retail.features
                  from: clicks
                  write: {mode: upsert} # error: write-not-for-target
            """)
        .findsWhatIsMarked();
  }

  @Test
  void aConnectionIsOfItsType() {
    writing(
            FEATURES.replace("online, ttl: 30d}", "lakehouse} # error: wrong-connection-type"),
            "mode: upsert}")
        .findsWhatIsMarked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis: {host: redis.example.org} # error: key-value-secret",
        "redis: {port: 1} # error: missing-field",
        "redis: {host: 'a/b'} # error: bad-address",
        "redis: {host: a.example.org, database: -1} # error: wrong-type",
        "rest: {uri: 'https://a.example.org', warehouse: w} # error: place-not-for-type",
      })
  void aPlaceIsARedisWithALogin(String place) {
    repository(place.replace('\'', '"')).findsWhatIsMarked();
  }
}
