package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import org.junit.jupiter.api.Test;

class OverrideTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private MergedRepository prod(String overrides) {
    return merged(new Sources().file(Shop.PROD, prodText(overrides)));
  }

  private static String prodText(String overrides) {
    return Shop.environment("prod", "extends: base\noverrides:\n" + overrides.indent(2));
  }

  private MergedRepository merged(Sources changes) {
    var merger = Merger.of(Shop.all().with(changes).repository(), diagnostics);
    return merger.merge("prod", diagnostics.forEnvironment("prod"));
  }

  private String report() {
    return Sources.report(diagnostics);
  }

  private static YamlNode at(YamlMapping root, String... path) {
    YamlNode node = root;
    for (var key : path) {
      node = ((YamlMapping) node).find(key).orElseThrow();
    }
    return node;
  }

  private static YamlMapping pipeline(MergedRepository merged) {
    return merged.find(Kind.PIPELINE, "shop.daily").orElseThrow().spec();
  }

  @Test
  void anOverrideReplacesAValueAndRemembersIt() {
    var merged = prod("pipelines: {shop.daily: {tasks: {build: {retries: 5}}}}");
    var retries = at(pipeline(merged), "tasks", "build", "retries");
    assertThat(report()).isEmpty();
    assertThat(Nodes.shown(retries)).isEqualTo("5");
    assertThat(retries.span()).hasToString("environments/prod.yaml:7:55");
    assertThat(retries.overrode())
        .extracting(YamlNode::span)
        .hasToString("[pipelines/shop/daily.yaml:11:16]");
    assertThat(at(pipeline(merged), "tasks", "build").span())
        .as("a merged mapping still stands in the document")
        .hasToString("pipelines/shop/daily.yaml:9:7");
  }

  @Test
  void aChainOfEnvironmentsIsRememberedStrongestFirst() {
    var base =
        Shop.environment(
            "base",
            "abstract: true\noverrides: {pipelines: {shop.daily: {tasks: {build: {retries: 4}}}}}");
    var other = Shop.environment("other", "{extends: base}");
    var merged =
        merged(
            new Sources()
                .file(Shop.BASE, base)
                .file("environments/other.yaml", other)
                .file(
                    Shop.PROD,
                    prodText("pipelines: {shop.daily: {tasks: {build: {retries: 5}}}}")));
    assertThat(report()).isEmpty();
    assertThat(at(pipeline(merged), "tasks", "build", "retries").overrode())
        .extracting(Nodes::shown)
        .containsExactly("4", "3");
  }

  @Test
  void aMemberOfAChoiceDrivesOutTheWeakerOne() {
    var merged = prod("pipelines: {shop.daily: {schedule: {manual: true}}}");
    assertThat(report()).isEmpty();
    var schedule = (YamlMapping) at(pipeline(merged), "schedule");
    assertThat(schedule.entries().keySet()).containsExactly("manual");
    assertThat(at(schedule, "manual").overrode())
        .extracting(Nodes::shown)
        .containsExactly("0 3 * * *");
  }

  @Test
  void aDocumentThatNothingTouchesIsOneObjectInAllEnvironments() {
    var sources =
        Shop.all()
            .with(
                new Sources()
                    .file("environments/dev.yaml", Shop.environment("dev", "{extends: base}")))
            .with(new Sources().file(Shop.PROD, prodText("domains: {shop: {quota: {pods: 3}}}")));
    var merger = Merger.of(sources.repository(), diagnostics);
    var dev = merger.merge("dev", diagnostics);
    var prod = merger.merge("prod", diagnostics);
    assertThat(pipeline(dev)).isSameAs(pipeline(prod));
    assertThat(dev.find(Kind.DATASET, "shop.orders").orElseThrow().root())
        .isSameAs(prod.find(Kind.DATASET, "shop.orders").orElseThrow().root());
  }

  @Test
  void anOverrideThatEqualsABuiltInDefaultDoesNothing() {
    prod(
        """
        datasets: {shop.orders: {onInvalid: quarantine}}
        pipelines: {shop.daily: {tasks: {build: {timeout: 4h, retryDelay: 10m, runtime: {size: small}}}}}
        """);
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:30 override-without-effect: `onInvalid` is `quarantine` by default; remove it here [prod]
            environments/prod.yaml:8:46 override-without-effect: `tasks.build.timeout` is `4h` by default; remove it here [prod]
            environments/prod.yaml:8:86 override-without-effect: `tasks.build.runtime.size` is `small` by default; remove it here [prod]""");
  }

  @Test
  void whatAnOverrideAddsMayStateDefaults() {
    merged(
        new Sources()
            .file(
                "environments/connections/events.yaml",
                Shop.document("Connection", "events", "type: kafka"))
            .file(
                Shop.PROD,
                prodText(
                    "connections: {events: {kafka: {bootstrapServers: \"k:9092\", tls: true}}}")));
    assertThat(report()).isEmpty();
  }

  @Test
  void nullRemoves() {
    var merged = prod("pipelines: {shop.daily: {tasks: {build: {retries: null}}}}");
    assertThat(report()).isEmpty();
    assertThat(((YamlMapping) at(pipeline(merged), "tasks", "build")).find("retries")).isEmpty();
  }

  @Test
  void removingWhatIsNotThereIsReported() {
    prod("pipelines: {shop.daily: {tasks: {build: {retryDelay: null, runtime: {size: null}}}}}");
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:58 nothing-to-remove: there is no `tasks.build.retryDelay` to remove; known fields here: `inputs`, `outputs`, `retries` [prod]
            environments/prod.yaml:7:80 nothing-to-remove: there is no `tasks.build.runtime.size` to remove; there are no fields here [prod]""");
  }

  @Test
  void removingWhatIsRequiredIsReportedAtTheNull() {
    prod("domains: {shop: {contact: {email: null}}}");
    assertThat(report())
        .isEqualTo(
            "environments/prod.yaml:7:39 missing-field: `contact.email` is required, so it cannot be"
                + " removed; give another value instead of `null` [prod]");
  }

  @Test
  void unknownIdentitiesHaveAProposal() {
    prod(
        """
        pipelines: {shop.dayly: {enabled: false}}
        connections: {sea: {rest: null}}
        """);
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:17 override-without-target: there is no pipeline `shop.dayly` to override; did you mean `shop.daily`?
            environments/prod.yaml:8:19 override-without-target: there is no connection `sea` to override; known connections: `lake`""");
  }

  @Test
  void whatEqualsTheWeakerValueHasNoEffect() {
    prod(
        """
        pipelines: {shop.daily: {tasks: {build: {retries: 3}}}}
        connections: {lake: {rest: {warehouse: main}}}
        """);
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:46 override-without-effect: `tasks.build.retries` is `3` already; remove it here; the weaker value is at pipelines/shop/daily.yaml:11:16 [prod]
            environments/prod.yaml:8:33 override-without-effect: `rest.warehouse` is `main` already; remove it here; the weaker value is at environments/connections/lake.yaml:4:74 [prod]""");
  }

  @Test
  void onlyPlaceSizeAndTimeDiffer() {
    prod(
        """
        pipelines: {shop.daily: {mode: streaming, tasks: {build: {inputs: {orders: {read: interval}}}}}}
        datasets: {shop.orders: {columns: {id: {type: bigint}}, files: {path: a}}}
        connections: {lake: {type: kafka}}
        """);
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:30 fixed-field: `mode` is the same in all environments; known fields that an override may change here: `enabled`, `schedule`, `tasks`, `trigger` [prod]
            environments/prod.yaml:7:81 fixed-field: `tasks.build.inputs.orders.read` is the same in all environments; known fields that an override may change here: `changes`, `jdbc`, `missing`, `settle`, `startFrom` [prod]
            environments/prod.yaml:8:30 fixed-field: `columns` is the same in all environments; known fields that an override may change here: `expectations`, `files`, `keyValue`, `maintenance`, `onInvalid`, `onUnknownColumn`, `retention`, `slo`, `table`, `topic` [prod]
            environments/prod.yaml:8:61 fixed-field: the choice of `files` is the same in all environments; known fields that an override may change here: `expectations`, `files`, `keyValue`, `maintenance`, `onInvalid`, `onUnknownColumn`, `retention`, `slo`, `table`, `topic` [prod]
            environments/prod.yaml:9:26 connection-type-changed: `type` is the same in all environments; known fields that an override may change here: `azure`, `credentials`, `embedded`, `gcs`, `kafka`, `local`, `mysql`, `postgresql`, `redis`, `rest`, `s3` [prod]""");
  }

  @Test
  void tasksAreNeitherAddedNorRemoved() {
    prod("pipelines: {shop.daily: {tasks: {built: {retries: 1}, build: null}}}");
    assertThat(report())
        .isEqualTo(
            """
            environments/prod.yaml:7:38 override-changes-structure: there is no `tasks.built`, and an override cannot add it; did you mean `build`? [prod]
            environments/prod.yaml:7:59 override-changes-structure: an override cannot remove `tasks.build`; a whole pipeline is switched off by `enabled: false` [prod]""");
  }

  @Test
  void anOverrideThatEachEnvironmentBelowReplacesNeverWins() {
    var base =
        Shop.environment(
            "base",
            """
            abstract: true
            overrides:
              pipelines: {shop.daily: {enabled: false, schedule: {cron: "1 1 * * *"}, tasks: {build: {retries: 4, timeout: 1h}}}}
            """);
    merged(
        new Sources()
            .file(Shop.BASE, base)
            .file(
                Shop.PROD,
                prodText(
                    "pipelines: {shop.daily: {schedule: {manual: true}, tasks: {build: {retries: 5}}}}")));
    assertThat(report())
        .isEqualTo(
            """
            environments/base.yaml:7:57 override-never-wins: `schedule.cron` is replaced in every environment below; remove it here
            environments/base.yaml:7:93 override-never-wins: `tasks.build.retries` is replaced in every environment below; remove it here""");
  }

  @Test
  void newKeysAreFineWhereMapsAreOpen() {
    var merged =
        prod("pipelines: {shop.daily: {tasks: {build: {runtime: {sparkConf: {spark.a: b}}}}}}");
    assertThat(report()).isEmpty();
    assertThat(
            Nodes.shown(at(pipeline(merged), "tasks", "build", "runtime", "sparkConf", "spark.a")))
        .isEqualTo("b");
  }
}
