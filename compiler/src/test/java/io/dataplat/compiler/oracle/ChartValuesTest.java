package io.dataplat.compiler.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dataplat.compiler.CompileResult;
import io.dataplat.compiler.OwnOutput;
import io.dataplat.compiler.backend.ComponentPlans;
import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.Manifest;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.backend.helm.HelmBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Helm values against the chart that their Application names: its schema, as Helm applies it, and
 * where the chart has none the keys of its default values.
 */
@Tag("slow")
class ChartValuesTest {

  /** The default values and the schema of a chart, where it has one. */
  private record Chart(JsonNode defaults, Optional<JsonNode> schema) {

    static Chart of(String name, String version) throws IOException {
      Path folder =
          Tool.folder("DATAPLAT_CHARTS", "values of charts").resolve(name + "-" + version);
      Path schema = folder.resolve("values.schema.json");
      return new Chart(
          Manifest.parse(Files.readString(folder.resolve("values.yaml"))).get(0),
          Files.exists(schema)
              ? Optional.of(Manifest.parse(Files.readString(schema)).get(0))
              : Optional.empty());
    }

    /** Says what is wrong with values alone, with values over the defaults, and with their keys. */
    List<String> refusals(JsonNode values) {
      List<String> refusals = new ArrayList<>();
      schema.ifPresent(
          known -> {
            refusals.addAll(validate(known, values));
            refusals.addAll(validate(known, merged(defaults, values)));
          });
      unknownKeys("", values, defaults, refusals);
      return refusals;
    }

    private static List<String> validate(JsonNode schema, JsonNode values) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(schema)
          .validate(values)
          .stream()
          .map(Error::toString)
          .toList();
    }

    private static JsonNode merged(JsonNode below, JsonNode above) {
      if (!below.isObject() || !above.isObject()) {
        return above;
      }
      ObjectNode merged = below.deepCopy();
      above
          .properties()
          .forEach(
              each ->
                  merged.set(each.getKey(), merged(below.path(each.getKey()), each.getValue())));
      return merged;
    }

    /** A map that is empty by default is free. */
    private static void unknownKeys(
        String path, JsonNode values, JsonNode defaults, List<String> unknown) {
      if (values.isObject() && defaults.isObject() && !defaults.isEmpty()) {
        for (var each : values.properties()) {
          if (defaults.has(each.getKey())) {
            String deeper = path + each.getKey() + ".";
            unknownKeys(deeper, each.getValue(), defaults.path(each.getKey()), unknown);
          } else {
            unknown.add(path + each.getKey() + " is no key of the chart");
          }
        }
      }
    }
  }

  @Test
  void theChartsTakeTheValuesOfBothRepositories() throws Exception {
    int checked = 0;
    for (CompileResult result : OwnOutput.all().values()) {
      for (Manifest application : Manifest.of(result.documents())) {
        JsonNode source = application.at("spec", "sources").path(0);
        if (source.has("chart")) {
          Chart chart =
              Chart.of(source.path("chart").asText(), source.path("targetRevision").asText());
          String file = source.at("/helm/valueFiles/0").asText().replace("$values/", "");
          assertThat(chart.refusals(values(result.documents(), file))).as(file).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KubernetesExecutor", "CeleryExecutor", "LocalExecutor"})
  void airflowTakesTheValuesForEachExecutor(String executor) throws Exception {
    var component = ComponentPlans.airflow("{executor: " + executor + "}", "");
    List<Document> documents = new HelmBackend().emit(new DeploymentPlans().with(component).plan());

    JsonNode values = Manifest.parse(Printed.text(documents.get(0))).get(0);

    assertThat(values.path("executor").asText()).isEqualTo(executor);
    assertThat(Chart.of("airflow", "1.22.0").refusals(values)).isEmpty();
  }

  @Test
  void theSchemaSeesAWrongTypeAndTheKeysAMisspeltName() throws Exception {
    JsonNode values =
        Manifest.parse("{scheduler: {replicas: two}, triggerer: {replica: 1}}").get(0);

    assertThat(Chart.of("airflow", "1.22.0").refusals(values))
        .anyMatch(refusal -> refusal.contains("/scheduler/replicas"))
        .anyMatch(refusal -> refusal.contains("triggerer.replica is no key of the chart"));
    assertThat(Chart.of("spark-operator", "2.5.2").refusals(values))
        .containsExactly("scheduler is no key of the chart", "triggerer is no key of the chart");
  }

  private static JsonNode values(List<Document> documents, String path) {
    Document values =
        documents.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
    return Manifest.parse(Printed.text(values)).get(0);
  }
}
