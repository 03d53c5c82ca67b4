package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import org.junit.jupiter.api.Test;

class DomainDefaultsTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private MergedRepository merged(String defaults, Sources changes) {
    var domain = "owner: a\ncontact: {email: a@b.org}\ndefaults:\n" + defaults.indent(2);
    var sources =
        Shop.all()
            .with(new Sources().file(Shop.DOMAIN, Shop.document("Domain", "shop", domain)))
            .with(changes);
    var merger = Merger.of(sources.repository(), diagnostics);
    return merger.merge("prod", diagnostics.forEnvironment("prod"));
  }

  private static String shown(YamlMapping root, String... path) {
    YamlNode node = root;
    for (var key : path) {
      var next = ((YamlMapping) node).find(key);
      if (next.isEmpty()) {
        return "";
      }
      node = next.get();
    }
    return Nodes.shown(node);
  }

  private static Sources dataset(String spec) {
    return new Sources().file(Shop.DATASET, Shop.document("Dataset", "orders", spec));
  }

  private static Sources pipeline(String spec) {
    return new Sources().file(Shop.PIPELINE, Shop.document("Pipeline", "daily", spec));
  }

  private static YamlMapping orders(MergedRepository merged) {
    return merged.find(Kind.DATASET, "shop.orders").orElseThrow().spec();
  }

  private static YamlMapping daily(MergedRepository merged) {
    return merged.find(Kind.PIPELINE, "shop.daily").orElseThrow().spec();
  }

  private static final String BOTH =
      "datasets: {table: {connection: lake}, files: {connection: landing}, onInvalid: fail}";

  @Test
  void eachDatasetTakesTheDefaultOfTheChoiceItMade() {
    var table = orders(merged(BOTH, dataset("{table: {}}")));
    assertThat(shown(table, "table", "connection")).isEqualTo("lake");
    assertThat(shown(table, "onInvalid")).isEqualTo("fail");
    assertThat(table.find("files")).isEmpty();
    var files =
        orders(merged(BOTH, dataset("{files: {path: a, connection: other}, onInvalid: drop}")));
    assertThat(shown(files, "files", "connection")).isEqualTo("other");
    assertThat(shown(files, "onInvalid")).isEqualTo("drop");
    assertThat(files.find("table")).isEmpty();
    assertThat(Sources.report(diagnostics)).isEmpty();
  }

  @Test
  void aDefaultDoesNotMakeAChoice() {
    var spec = orders(merged("datasets: {table: {connection: lake}}", dataset("{layer: gold}")));
    assertThat(spec.find("table")).isEmpty();
  }

  @Test
  void aModeTakesOnlyDefaultsThatItHas() {
    var defaults =
        """
        pipelines: {timezone: Europe/Zurich, trigger: {every: 5m}, schedule: {maxActiveRuns: 3}}
        tasks: {retries: 4, runtime: {executor: {instances: 3}}}
        """;
    var batch =
        daily(
            merged(defaults, pipeline("{mode: batch, schedule: {manual: true}, tasks: {a: {}}}")));
    assertThat(shown(batch, "timezone")).isEqualTo("Europe/Zurich");
    assertThat(shown(batch, "schedule", "maxActiveRuns")).isEqualTo("3");
    assertThat(shown(batch, "tasks", "a", "retries")).isEqualTo("4");
    assertThat(batch.find("trigger")).isEmpty();
    var streaming =
        daily(
            merged(
                defaults,
                pipeline(
                    "{mode: streaming, tasks: {a: {runtime: {executor: {dynamicAllocation: {min: 1, max: 2}}}}}}")));
    assertThat(shown(streaming, "trigger", "every")).isEqualTo("5m");
    assertThat(shown(streaming, "tasks", "a", "retries")).isEmpty();
    assertThat(shown(streaming, "tasks", "a", "runtime", "executor", "instances")).isEmpty();
    assertThat(Sources.report(diagnostics)).isEmpty();
  }

  @Test
  void anEnvironmentMayOverrideDefaults() {
    var prod =
        Shop.environment(
            "prod",
            "{extends: base, overrides: {domains: {shop: {defaults: {tasks: {retries: 9}}}}}}");
    var merged =
        merged(
            "tasks: {retries: 4}",
            pipeline("{mode: batch, tasks: {a: {}, b: {retries: 1}}}")
                .with(new Sources().file(Shop.PROD, prod)));
    assertThat(Sources.report(diagnostics)).isEmpty();
    assertThat(shown(daily(merged), "tasks", "a", "retries")).isEqualTo("9");
    assertThat(shown(daily(merged), "tasks", "b", "retries")).isEqualTo("1");
  }

  @Test
  void onlySomeFieldsHaveADefault() {
    merged(
        """
        pipelines: {mode: batch, schedule: {cron: "0 1 * * *"}, tasks: {a: {retries: 1}}}
        datasets: {table: {name: a}}
        """,
        new Sources());
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            """
            pipelines/shop/domain.yaml:8:17 not-a-default: `pipelines.mode` cannot have a default in a domain; known fields with a default here: `schedule`, `timezone`, `trigger` [prod]
            pipelines/shop/domain.yaml:8:41 not-a-default: `pipelines.schedule.cron` cannot have a default in a domain; known fields with a default here: `maxActiveRuns` [prod]
            pipelines/shop/domain.yaml:8:61 not-a-default: `pipelines.tasks` cannot have a default in a domain; known fields with a default here: `schedule`, `timezone`, `trigger` [prod]
            pipelines/shop/domain.yaml:9:24 not-a-default: `datasets.table.name` cannot have a default in a domain; known fields with a default here: `connection` [prod]""");
  }
}
