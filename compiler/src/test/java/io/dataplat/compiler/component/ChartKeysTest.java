package io.dataplat.compiler.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dataplat.compiler.backend.ComponentPlans;
import io.dataplat.compiler.backend.DeploymentPlans;
import io.dataplat.compiler.backend.Document;
import io.dataplat.compiler.backend.Printed;
import io.dataplat.compiler.backend.helm.HelmBackend;
import io.dataplat.compiler.model.Component;
import io.dataplat.compiler.plan.ComponentPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The compiler's knowledge of charts against the charts' own files, below DATAPLAT_CHARTS. */
@Tag("oracle")
@Tag("slow")
class ChartKeysTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void eachDefaultOfAChartIsAKnownKey() throws IOException {
    for (var type : Component.Type.values()) {
      for (var version : ChartKeys.versions(type)) {
        var missing = new ArrayList<String>();
        collect(defaults(type, version), keys(type, version), "", missing);
        assertThat(missing).as("%s %s", type, version).isEmpty();
      }
    }
  }

  @Test
  void eachKnownKeyIsADefaultOrInTheSchemaOfTheChart() throws IOException {
    for (var type : Component.Type.values()) {
      for (var version : ChartKeys.versions(type)) {
        var invented = new ArrayList<String>();
        invented(keys(type, version), defaults(type, version), schema(type, version), "", invented);
        assertThat(invented).as("%s %s", type, version).isEmpty();
      }
    }
  }

  @Test
  void onlyValuesThatDifferFromTheDefaultsAreWritten() throws IOException {
    for (var component : List.of(ComponentPlans.airflow(), ComponentPlans.sparkOperator())) {
      var same = new ArrayList<String>();
      var type = component.component().type();
      equal(
          values(component),
          defaults(type, component.component().chartVersion().value()),
          "",
          same);
      assertThat(same).as(component.name()).isEmpty();
    }
  }

  @Test
  void theCompilersOwnValuesAreKeysOfTheChart() {
    for (var component : List.of(ComponentPlans.airflow(), ComponentPlans.sparkOperator())) {
      var type = component.component().type();
      var missing = new ArrayList<String>();
      var known = keys(type, component.component().chartVersion().value());
      collect(values(component), known, "", missing);
      assertThat(missing).as(component.name()).isEmpty();
    }
  }

  private static JsonNode values(ComponentPlan component) {
    Document values = new HelmBackend().emit(new DeploymentPlans().with(component).plan()).get(0);
    try {
      return YAML.readTree(Printed.text(values));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(
      JsonNode values, ChartKeys.Key known, String path, List<String> missing) {
    values
        .properties()
        .forEach(
            entry -> {
              var key = known.keys().get(entry.getKey());
              if (key == null && !known.open()) {
                missing.add(path + entry.getKey());
              } else if (key != null && entry.getValue().isObject()) {
                collect(entry.getValue(), key, path + entry.getKey() + ".", missing);
              }
            });
  }

  private static void invented(
      ChartKeys.Key known, JsonNode values, JsonNode schema, String path, List<String> invented) {
    known
        .keys()
        .forEach(
            (name, key) -> {
              var value = values.path(name);
              var property = schema.path("properties").path(name);
              if (value.isMissingNode() && property.isMissingNode()) {
                invented.add(path + name);
              }
              invented(key, value, property, path + name + ".", invented);
            });
  }

  private static void equal(JsonNode written, JsonNode defaults, String path, List<String> same) {
    written
        .properties()
        .forEach(
            entry -> {
              var value = defaults.path(entry.getKey());
              if (entry.getValue().isObject() && value.isObject()) {
                equal(entry.getValue(), value, path + entry.getKey() + ".", same);
              } else if (entry.getValue().equals(value)) {
                same.add(path + entry.getKey());
              }
            });
  }

  private static ChartKeys.Key keys(Component.Type type, String version) {
    return ChartKeys.of(type, version).orElseThrow().root();
  }

  private static JsonNode defaults(Component.Type type, String version) throws IOException {
    return YAML.readTree(Files.readString(folder(type, version).resolve("values.yaml")));
  }

  private static JsonNode schema(Component.Type type, String version) throws IOException {
    var file = folder(type, version).resolve("values.schema.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file))
        : YAML.createObjectNode();
  }

  private static Path folder(Component.Type type, String version) {
    var charts = System.getenv("DATAPLAT_CHARTS");
    Assumptions.assumeTrue(charts != null, "DATAPLAT_CHARTS names no folder of charts");
    var chart = type == Component.Type.AIRFLOW ? "airflow" : "spark-operator";
    var folder = Path.of(charts, chart + "-" + version);
    Assumptions.assumeTrue(Files.isDirectory(folder), "no chart at " + folder);
    return folder;
  }
}
