package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of the schemas in an editor, by the program that editors run. */
@Tag("oracle")
@Tag("slow")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EditorTest {

  private static final String URI = "file:///repository/pipelines/retail/document.yaml";
  private static final String PIPELINE =
      """
      apiVersion: dataplat.io/v1
      kind: Pipeline
      metadata: {name: orders_daily, description: Orders.}
      spec:
        mode: batch
        schedule: {manual: true}
        tasks:
          build:
            inputs: {i: {dataset: retail.a, read: full}}
            outputs: {o: {dataset: retail.b, from: i, write: {mode: append}}}
      """;

  private Optional<LanguageServer> running = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    Optional<Path> program = LanguageServer.program();
    if (program.isEmpty()) {
      Assumptions.abort(
          "no yaml-language-server on the path nor in DATAPLAT_YAML_LANGUAGE_SERVER:"
              + " npm install yaml-language-server");
    }
    running = Optional.of(LanguageServer.start(program.get()));
  }

  @AfterEach
  void stop() {
    running.ifPresent(LanguageServer::close);
  }

  @Test
  void completesTheFieldsOfTheKindThatTheReleaseSupports() throws IOException {
    LanguageServer server = running.orElseThrow();
    server.open(URI, withModeline(PIPELINE + "  \n"));
    assertThat(texts(server.completion(URI, 11, 2), item -> item.path("label")))
        .containsExactlyInAnyOrder(
            "timezone", "enabled", "trigger", "stateVersion", "template", "with");
  }

  @Test
  void completesTheValuesOfAnEnumerationThatTheReleaseSupports() throws IOException {
    LanguageServer server = running.orElseThrow();
    server.open(URI, withModeline(PIPELINE.replace("read: full", "read: ")));
    int column = "      inputs: {i: {dataset: retail.a, read: ".length();
    assertThat(texts(server.completion(URI, 9, column), item -> item.path("label")))
        .containsExactlyInAnyOrder("full", "interval", "changes", "stream");
  }

  @Test
  void explainsAFieldOnHover() throws IOException {
    LanguageServer server = running.orElseThrow();
    server.open(URI, withModeline(PIPELINE));
    assertThat(help(server.hover(URI, 8, 6)))
        .contains("A task: one Airflow task, one Spark application, one retry, one size.");
    assertThat(help(server.hover(URI, 6, 4)))
        .contains("When runs start and what data each covers.");
  }

  @Test
  void marksABadKey() throws IOException {
    JsonNode found =
        running.orElseThrow().open(URI, withModeline(PIPELINE.replace("tasks:", "taks:")));
    assertThat(texts(found, item -> item.path("message")))
        .containsExactlyInAnyOrder("Property taks is not allowed.", "Missing property \"tasks\".");
  }

  @Test
  void saysInOurWordsWhatAValueShouldBe() throws IOException {
    JsonNode found =
        running.orElseThrow().open(URI, withModeline(PIPELINE + "      retryDelay: 10 min\n"));
    assertThat(texts(found, item -> item.path("message")))
        .containsExactly(
            "write a whole number and one of `s`, `m`, `h`, `d`, for example `10m` or `400d`");
  }

  @Test
  void marksWhatIsReserved() throws IOException {
    JsonNode found = running.orElseThrow().open(URI, withModeline(PIPELINE + "  pack: a\n"));
    assertThat(texts(found, item -> item.path("message")))
        .containsExactly("Reserved for a later release: using it is the error not-supported-yet.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-domain-and-its-datasets.yaml",
        "a-batch-pipeline.yaml",
        "a-streaming-pipeline.yaml",
        "a-template-and-an-instance.yaml",
        "a-connection-and-environments.yaml"
      })
  void findsNothingWrongInTheExamples(String example) throws IOException {
    JsonNode found = running.orElseThrow().open(URI, withModeline(Findings.resource(example)));
    assertThat(texts(found, item -> item.path("message"))).isEmpty();
  }

  /** The text of a hover; which of its characters Markdown escapes differs by version. */
  private static String help(JsonNode hover) {
    return hover.at("/contents/value").asText().replace("\\", "");
  }

  private static String withModeline(String document) {
    String schema =
        Path.of("../schemas/document.schema.json").toAbsolutePath().normalize().toUri().toString();
    return "# yaml-language-server: $schema=" + schema + "\n" + document;
  }

  private static List<String> texts(JsonNode items, Function<JsonNode, JsonNode> text) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(text.apply(item).asText()));
    return texts;
  }
}
