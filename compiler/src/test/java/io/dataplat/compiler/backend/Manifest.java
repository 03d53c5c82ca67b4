package io.dataplat.compiler.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An object of Kubernetes as a reader of its file sees it. */
public record Manifest(String path, JsonNode object) {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the objects of all files but Helm values, which are none. */
  public static List<Manifest> of(List<? extends Document> documents) {
    List<Manifest> manifests = new ArrayList<>();
    for (Document document : documents) {
      String path = document.path();
      if (path.endsWith(".yaml") && !path.endsWith("/values.yaml")) {
        parse(Printed.text(document)).forEach(object -> manifests.add(new Manifest(path, object)));
      }
    }
    return manifests;
  }

  /** Returns the documents of a YAML text. */
  public static List<JsonNode> parse(String text) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(text.strip())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says whether Argo CD applies the file, rather than Airflow or a person. */
  boolean isSynced() {
    return !isTemplate() && !path.startsWith("argocd/");
  }

  boolean isTemplate() {
    return path.contains("/airflow/dags/");
  }

  public String environment() {
    String[] folders = path.split("/", -1);
    return folders[0].equals("argocd") ? folders[1].replace(".yaml", "") : folders[1];
  }

  public String kind() {
    return at("kind").asText();
  }

  /** Returns the group of the API, which is empty for the first one. */
  String group() {
    String version = at("apiVersion").asText();
    return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
  }

  public String name() {
    return at("metadata", "name").asText();
  }

  public String namespace() {
    return at("metadata", "namespace").asText();
  }

  String annotation(String key) {
    return at("metadata", "annotations", key).asText();
  }

  public JsonNode at(String... keys) {
    JsonNode node = object;
    for (String key : keys) {
      node = node.path(key);
    }
    return node;
  }

  /** Returns the Pod templates of a SparkApplication. */
  Stream<JsonNode> podTemplates() {
    return kind().equals("SparkApplication")
        ? Stream.of(at("spec", "driver", "template"), at("spec", "executor", "template"))
        : Stream.empty();
  }

  /** Returns the job plan that a SparkApplication carries. */
  public JsonNode jobPlan() {
    JsonNode plan = at("spec", "driver", "template", "metadata", "annotations", "dataplat.io/plan");
    try {
      return plan.isMissingNode() ? MissingNode.getInstance() : JSON.readTree(plan.asText());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
