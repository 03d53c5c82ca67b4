package io.dataplat.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The compiler and a general validator of JSON Schema find the same in any document. */
class ValidationTest {

  private static final String IDENTIFIERS = "https://dataplat.io/schemas/v1/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(published()));
  private static final List<JsonNode> DOCUMENTS = documents();

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "99999999999999999999",
          "\"\"",
          "\"a\"",
          "\"A b\"",
          "\"7d\"",
          "\"batch\"",
          "\"partial\"",
          "\"duplicateValues\"",
          "[]",
          "[1, 1]",
          "{}",
          "{\"a\": {}}",
          "{\"A\": 1}");

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void findsWhatAGeneralValidatorFinds(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    JsonNode document = DOCUMENTS.get(random.nextInt(DOCUMENTS.size())).deepCopy();
    for (int mistakes = random.nextInt(4); mistakes > 0; mistakes--) {
      change(document.get("spec"), random);
    }
    String kind = document.get("kind").asText();
    for (Strength strength : Strength.values()) {
      assertThat(found(document, kind, strength))
          .as(document.toPrettyString())
          .isEqualTo(expected(document, kind, strength));
    }
  }

  private static Set<String> found(JsonNode document, String kind, Strength strength) {
    Set<String> found = new TreeSet<>();
    var schema = LanguageSchemas.published().schema(kind, strength);
    // JSON is YAML too.
    for (var violation : Validation.of(Findings.read(document.toString()).get(0), schema)) {
      if (!violation.keyword().startsWith("x-dataplat-")) {
        found.add(violation.keyword() + " at " + violation.path());
      }
    }
    return found;
  }

  private static Set<String> expected(JsonNode document, String kind, Strength strength) {
    String file =
        kind.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".schema.json";
    String part = strength == Strength.PARTIAL ? "#/$defs/partial" : "";
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(IDENTIFIERS + file + part));
    Set<String> expected = new TreeSet<>();
    for (var error : schema.validate(document)) {
      List<Object> path = new ArrayList<>();
      for (int i = 0; i < error.getInstanceLocation().getNameCount(); i++) {
        path.add(error.getInstanceLocation().getElement(i));
      }
      expected.add(error.getKeyword() + " at " + path);
    }
    return expected;
  }

  /** Puts another value at a random place, removes what is there, or gives it another name. */
  private static void change(JsonNode tree, Random random) throws IOException {
    List<JsonNode> containers = new ArrayList<>();
    gather(tree, containers);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    if (container instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value);
    } else if (container instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name + "X", object.remove(name));
        default -> object.set(name, value);
      }
    }
  }

  private static void gather(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> gather(child, containers));
    }
  }

  private static Map<String, String> published() {
    Map<String, String> texts = new TreeMap<>();
    try {
      for (String file : PublishedSchemasTest.files()) {
        texts.put(IDENTIFIERS + file, Files.readString(Path.of("../schemas", file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static List<JsonNode> documents() {
    List<JsonNode> documents = new ArrayList<>();
    for (String folder : List.of("../pipelines", "../environments")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file :
            files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
          var mapper = new ObjectMapper(new YAMLFactory());
          mapper
              .readerFor(JsonNode.class)
              .<JsonNode>readValues(file.toFile())
              .forEachRemaining(documents::add);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return documents;
  }
}
