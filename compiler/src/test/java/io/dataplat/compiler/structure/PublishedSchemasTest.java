package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dataplat.compiler.diagnostic.Rule;
import io.dataplat.compiler.diagnostic.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final LanguageSchemas SCHEMAS = LanguageSchemas.load();

  static List<String> files() {
    return SchemaFiles.NAMES;
  }

  @Test
  void everyFileIsPackaged() throws IOException {
    try (Stream<Path> published = Files.list(Path.of("../schemas"))) {
      assertThat(published.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".json") && !name.startsWith("job-plan"))
          .containsExactlyInAnyOrderElementsOf(SchemaFiles.NAMES);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isReadAsJacksonReadsIt(String file) throws IOException {
    JsonNode published = new ObjectMapper().readTree(Path.of("../schemas", file).toFile());

    assertThat(SchemaFiles.tree(file)).isEqualTo(published);
  }

  @ParameterizedTest
  @MethodSource("files")
  void fitsTheMetaSchema(String file) {
    JsonNode schema = SCHEMAS.file(file);
    assertThat(schema.path("$schema").asText()).isEqualTo(DRAFT);
    assertThat(schema.path("$id").asText()).endsWith("/" + file);
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DRAFT))
                .validate(schema))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyPropertyIsDescribed(String file) {
    List<String> silent = new ArrayList<>();
    walk(
        SCHEMAS.file(file),
        "",
        (path, schema) ->
            schema
                .path("properties")
                .properties()
                .forEach(
                    property -> {
                      if (property.getValue().path("description").asText().isBlank()) {
                        silent.add(path + "/" + property.getKey());
                      }
                    }));
    assertThat(silent).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyObjectThatNamesItsFieldsIsClosed(String file) {
    List<String> open = new ArrayList<>();
    walk(
        SCHEMAS.file(file),
        "",
        (path, schema) -> {
          boolean object =
              schema.has("properties") && schema.path("type").asText().equals("object");
          if (object && !schema.has("additionalProperties")) {
            open.add(path);
          }
        });
    // What a document holds besides its kind is said by the schema of that kind.
    assertThat(open).isEqualTo(file.startsWith("document") ? List.of("") : List.of());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRuleExists(String file) {
    List<String> known = Rules.all().stream().map(Rule::id).toList();
    walk(
        SCHEMAS.file(file),
        "",
        (path, schema) -> {
          if (schema.has(Annotations.RULE)) {
            assertThat(known).as(path).contains(schema.path(Annotations.RULE).asText());
          }
        });
  }

  @ParameterizedTest
  @MethodSource("files")
  void examplesAndDefaultsOfScalarsFit(String file) {
    walk(
        SCHEMAS.file(file),
        "",
        (path, schema) -> {
          if (schema.has("pattern")) {
            var pattern = BoundedPattern.compile(schema.path("pattern").asText());
            schema
                .path("examples")
                .forEach(
                    example ->
                        assertThat(example.isNumber() || pattern.matches(example.asText()))
                            .as(path + " " + example)
                            .isTrue());
          }
        });
  }

  /** Visits every subschema; below `properties` and `$defs` the keys are names, not keywords. */
  private static void walk(JsonNode schema, String path, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(path, schema);
    for (String names : List.of("properties", "$defs")) {
      schema
          .path(names)
          .properties()
          .forEach(
              child -> walk(child.getValue(), path + "/" + names + "/" + child.getKey(), visitor));
    }
    for (String keyword : List.of("additionalProperties", "items", "if", "then", "else", "not")) {
      if (schema.path(keyword).isObject()) {
        walk(schema.get(keyword), path + "/" + keyword, visitor);
      }
    }
    schema.path("allOf").forEach(part -> walk(part, path + "/allOf", visitor));
  }
}
