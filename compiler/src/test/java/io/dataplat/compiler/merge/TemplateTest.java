package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final String TEMPLATE = "pipelines/templates/load.yaml";
  private final Diagnostics diagnostics = new Diagnostics();

  private YamlMapping merged(String template, String instance) {
    var sources =
        Shop.all()
            .with(
                new Sources()
                    .file(TEMPLATE, Shop.document("PipelineTemplate", "load", template))
                    .file(Shop.PIPELINE, Shop.document("Pipeline", "daily", instance)));
    var merger = Merger.of(sources.repository(), diagnostics);
    return merger
        .merge("prod", diagnostics.forEnvironment("prod"))
        .find(Kind.PIPELINE, "shop.daily")
        .orElseThrow()
        .spec();
  }

  private String report() {
    return Sources.report(diagnostics);
  }

  private static YamlScalar at(YamlMapping root, String... path) {
    YamlNode node = root;
    for (var key : path) {
      node = ((YamlMapping) node).find(key).orElseThrow();
    }
    return (YamlScalar) node;
  }

  @Test
  void aWholeStringTakesTheTypeAndThePlaceOfTheArgument() {
    var spec =
        merged(
            """
            version: 1
            parameters: {tries: {type: int}}
            pipeline: {mode: batch, tasks: {copy: {retries: "${param.tries}"}}}
            """,
            "{template: load@1, with: {tries: 7}}");
    var retries = at(spec, "tasks", "copy", "retries");
    assertThat(report()).isEmpty();
    assertThat(retries.type()).isEqualTo(ScalarType.INTEGER);
    assertThat(retries.span()).hasToString("pipelines/shop/daily.yaml:5:36");
    assertThat(retries.overrode())
        .extracting(YamlNode::span)
        .hasToString("[pipelines/templates/load.yaml:7:51]");
  }

  @Test
  void insideTextAReferenceIsText() {
    var spec =
        merged(
            """
            version: 1
            parameters: {what: {type: string, default: orders}, n: {type: int, default: 3}}
            pipeline:
              mode: batch
              tasks: {copy: {runtime: {sparkConf: {spark.a: "${param.what}-${param.n}-$${env}-${env.name}"}}}}
            """,
            "{template: load@1}");
    assertThat(report()).isEmpty();
    assertThat(at(spec, "tasks", "copy", "runtime", "sparkConf", "spark.a").text())
        .isEqualTo("orders-3-${env}-prod");
  }

  @Test
  void aDocumentChangesItsTemplate() {
    var spec =
        merged(
            """
            version: 1
            pipeline: {mode: batch, schedule: {cron: "0 1 * * *"}, tasks: {copy: {retries: 1, timeout: 1h}}}
            """,
            "{template: load@1, schedule: {manual: true}, tasks: {copy: {retries: 2}}}");
    assertThat(report()).isEmpty();
    assertThat(at(spec, "tasks", "copy", "retries").text()).isEqualTo("2");
    assertThat(at(spec, "tasks", "copy", "timeout").text()).isEqualTo("1h");
    assertThat(Nodes.mapping(spec, "schedule").entries().keySet()).containsExactly("manual");
  }

  @Test
  void anUnknownTemplateHasAProposal() {
    merged("{version: 1, pipeline: {}}", "{template: load@2}");
    assertThat(report())
        .isEqualTo(
            "pipelines/shop/daily.yaml:5:14 unknown-template: unknown template `load@2`; did you"
                + " mean `load@1`?");
  }

  @Test
  void argumentsFitTheirParameters() {
    merged(
        """
        version: 1
        parameters:
          tries: {type: int}
          source: {type: dataset}
          every: {type: duration}
          kind: {type: string, allowedValues: [a, b]}
          target: {type: dataset}
        pipeline:
          mode: batch
          tasks: {copy: {retries: "${param.tries}", retryDelay: "${param.every}", inputs: {"${param.kind}": {dataset: "${param.source}"}}, runtime: {sparkConf: {a: "${param.kind}", b: "${param.target}"}}}}
        """,
        "{template: load@1, with: {tries: many, source: orders, every: 1w, kind: c, trget: a.b}}");
    assertThat(report())
        .isEqualTo(
            """
            pipelines/shop/daily.yaml:5:28 bad-argument: template `load@1` needs a value for `target`; the parameter is at pipelines/templates/load.yaml:11:13
            pipelines/shop/daily.yaml:5:36 bad-argument: `many` does not fit the parameter `tries`; write an integer; the parameter is at pipelines/templates/load.yaml:7:12
            pipelines/shop/daily.yaml:5:50 bad-argument: `orders` does not fit the parameter `source`; write a dataset such as `retail.orders`; the parameter is at pipelines/templates/load.yaml:8:13
            pipelines/shop/daily.yaml:5:65 bad-argument: `1w` does not fit the parameter `every`; write a duration such as `10m`; the parameter is at pipelines/templates/load.yaml:9:12
            pipelines/shop/daily.yaml:5:75 bad-argument: `c` does not fit the parameter `kind`; write one of `a`, `b`; the parameter is at pipelines/templates/load.yaml:10:11
            pipelines/shop/daily.yaml:5:78 unknown-parameter: template `load@1` has no parameter `trget`; did you mean `target`?""");
  }

  @Test
  void aTemplateIsCheckedEvenIfNothingUsesIt() {
    merged(
        """
        version: 1
        parameters:
          run_day: {type: date, default: yesterday}
          left: {type: string, default: a}
          used_in_sql: {type: int, default: 1}
          flag: {type: boolean, default: true}
        pipeline:
          template: load@1
          mode: batch
          tasks: {copy: {steps: {a: {sql: "SELECT :used_in_sql, :run_day"}}, runtime: {sparkConf: {a: "x${param.flag}", b: "${param.flg}"}}}}
        """,
        "{template: load@2}");
    assertThat(report())
        .isEqualTo(
            """
            pipelines/shop/daily.yaml:5:14 unknown-template: unknown template `load@2`; did you mean `load@1`?
            pipelines/templates/load.yaml:7:5 reserved-name: parameter `run_day` cannot have this name; names that begin with `run_` are values of the run
            pipelines/templates/load.yaml:7:36 bad-argument: the default `yesterday` of `run_day` is not a date such as `2025-01-31`
            pipelines/templates/load.yaml:8:5 unused-parameter: nothing in the template uses the parameter `left`; write `${param.left}` in a field or `:left` in SQL, or remove it
            pipelines/templates/load.yaml:12:5 unknown-field: a template cannot use another template
            pipelines/templates/load.yaml:14:97 reference-not-allowed: `${param.flag}` is a boolean and cannot stand inside longer text
            pipelines/templates/load.yaml:14:118 unknown-reference: unknown reference `${param.flg}`; did you mean `flag`?""");
  }

  @Test
  void sqlTakesNoReferences() {
    merged(
        """
        version: 1
        parameters: {day: {type: date, default: 2026-01-01}}
        pipeline: {mode: batch, tasks: {copy: {steps: {a: {sql: "SELECT '${param.day}'"}}}}}
        """,
        "{template: load@1}");
    assertThat(report())
        .isEqualTo(
            "pipelines/templates/load.yaml:7:59 reference-not-allowed: this field takes no reference"
                + " `${...}`; SQL takes values as `:name`, such as `:run_start` [prod]");
  }
}
