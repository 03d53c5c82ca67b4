package io.dataplat.compiler.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlScalar;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  private static final String COMPONENT = "environments/components/airflow.yaml";
  private final Diagnostics diagnostics = new Diagnostics();

  private YamlMapping values(String values) {
    var sources =
        Shop.all()
            .with(
                new Sources()
                    .file(
                        "environments/connections/events.yaml",
                        Shop.document(
                            "Connection",
                            "events",
                            "{type: kafka, kafka: {bootstrapServers: kafka:9092, tls: false, replicas: 2}}"))
                    .file(COMPONENT, Shop.document("Component", "airflow", "values:\n" + values)));
    var merger = Merger.of(sources.repository(), diagnostics);
    var merged = merger.merge("prod", diagnostics.forEnvironment("prod"));
    return Nodes.mapping(merged.find(Kind.COMPONENT, "airflow").orElseThrow().spec(), "values");
  }

  private static YamlScalar at(YamlMapping values, String key) {
    return Nodes.scalar(values, key).orElseThrow();
  }

  @Test
  void aReferenceMeansTheSettingOfTheEnvironment() {
    var values =
        values(
            """
              a: "${connection.events.replicas}"
              b: "${connection.events.bootstrapServers}/${env.name}"
              c: "$${env.name} and $ { } {{ x }}"
            """);
    assertThat(Sources.report(diagnostics)).isEmpty();
    assertThat(at(values, "a").type()).isEqualTo(ScalarType.INTEGER);
    assertThat(at(values, "a").span()).hasToString("environments/connections/events.yaml:5:77");
    assertThat(at(values, "b").text()).isEqualTo("kafka:9092/prod");
    assertThat(at(values, "c").text()).isEqualTo("${env.name} and $ { } {{ x }}");
  }

  @Test
  void whatNamesNothingIsReported() {
    values(
        """
          a: "${environment}"
          b: "${connection.event.replicas}"
          c: "${connection.events.replica}"
          d: "open ${env.name"
          e: "${connection.events.tls} inside"
          f: "${connection.events.credentials}"
          g: "${param.x}"
        """);
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            """
            environments/components/airflow.yaml:6:8 unknown-reference: unknown reference `${environment}`; a reference is `${env.name}`, `${connection.<name>.<setting>}` or, in a template, `${param.<name>}`; `$${` writes `${` [prod]
            environments/components/airflow.yaml:7:8 unknown-reference: unknown reference `${connection.event.replicas}`; did you mean `events`? [prod]
            environments/components/airflow.yaml:8:8 unknown-reference: unknown reference `${connection.events.replica}`; did you mean `replicas`? [prod]
            environments/components/airflow.yaml:9:8 unknown-reference: unknown reference `${env.name`; a reference is `${env.name}`, `${connection.<name>.<setting>}` or, in a template, `${param.<name>}`; `$${` writes `${` [prod]
            environments/components/airflow.yaml:10:8 reference-not-allowed: `${connection.events.tls}` is a boolean and cannot stand inside longer text [prod]
            environments/components/airflow.yaml:11:8 unknown-reference: unknown reference `${connection.events.credentials}`; known settings of `events` here: `bootstrapServers`, `replicas`, `tls` [prod]
            environments/components/airflow.yaml:12:8 unknown-reference: unknown reference `${param.x}`; a reference is `${env.name}`, `${connection.<name>.<setting>}` or, in a template, `${param.<name>}`; `$${` writes `${` [prod]""");
  }

  @Test
  void otherFieldsTakeNoReference() {
    var sources =
        Shop.all()
            .with(
                new Sources()
                    .file(
                        Shop.CONNECTION,
                        Shop.document(
                            "Connection",
                            "lake",
                            "{type: catalog, rest: {uri: \"https://${env.name}\", warehouse: \"$${a}\"}}")));
    var merger = Merger.of(sources.repository(), diagnostics);
    var merged = merger.merge("prod", diagnostics.forEnvironment("prod"));
    assertThat(Sources.report(diagnostics))
        .isEqualTo(
            "environments/connections/lake.yaml:5:31 reference-not-allowed: this field takes no"
                + " reference `${...}`; only `sparkConf`, a component's `values` and templates take"
                + " one [prod]");
    var rest = Nodes.mapping(merged.find(Kind.CONNECTION, "lake").orElseThrow().spec(), "rest");
    assertThat(at(rest, "warehouse").text()).isEqualTo("${a}");
  }
}
