package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The published schemas: compiled once to validate with, and as JSON to explain findings with. */
final class LanguageSchemas {

  private static final String IDENTIFIERS = "https://dataplat.io/schemas/v1/";
  private static final String SUFFIX = ".schema.json";
  private static final String PARTIAL = "#/$defs/partial";

  private final Map<String, JsonNode> files;
  private final Map<String, Map<Strength, Schema>> kinds = new LinkedHashMap<>();
  private final List<String> availableKinds;

  private LanguageSchemas(Map<String, String> texts) {
    Map<String, JsonNode> trees = new LinkedHashMap<>();
    texts.forEach((id, text) -> trees.put(id, new SchemaReader().readTree(text)));
    files = Collections.unmodifiableMap(trees);
    JsonNode kind = file("document" + SUFFIX).at("/properties/kind");
    availableKinds = Annotations.texts(kind.get("enum"));
    SchemaRegistry registry = registry(texts);
    for (String name : allKinds()) {
      String id = IDENTIFIERS + fileOf(name);
      Map<Strength, Schema> strengths = new EnumMap<>(Strength.class);
      strengths.put(Strength.PARTIAL, compile(registry, id + PARTIAL));
      strengths.put(Strength.COMPLETE, compile(registry, id));
      kinds.put(name, strengths);
    }
  }

  /** Reads and compiles the schemas that are packaged with the compiler. */
  static LanguageSchemas load() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : SchemaFiles.NAMES) {
      texts.put(IDENTIFIERS + name, SchemaFiles.text(name));
    }
    return new LanguageSchemas(texts);
  }

  Schema schema(String kind, Strength strength) {
    Schema schema = kinds.getOrDefault(kind, Map.of()).get(strength);
    if (schema == null) {
      throw new IllegalArgumentException("no schema for the kind " + kind);
    }
    return schema;
  }

  /** The kinds that this release supports. */
  List<String> availableKinds() {
    return availableKinds;
  }

  /** The kinds that are reserved for a later release. */
  List<String> reservedKinds() {
    return Annotations.texts(
        file("document" + SUFFIX).at("/properties/kind").get(Annotations.RESERVED_VALUES));
  }

  /** Where a document of a kind begins. */
  SchemaCursor document(String kind) {
    String file = fileOf(kind);
    return new SchemaCursor(this, file, file(file).at("/$defs/partial"));
  }

  JsonNode file(String name) {
    return Optional.ofNullable(files.get(IDENTIFIERS + name)).orElseThrow();
  }

  /** The place that holds the keyword at this location. */
  SchemaCursor holderOf(SchemaLocation keyword) {
    String name = keyword.getAbsoluteIri().toString().substring(IDENTIFIERS.length());
    JsonNode node = file(name);
    for (int i = 0; i < keyword.getFragment().getNameCount() - 1; i++) {
      String step = keyword.getFragment().getName(i);
      node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return new SchemaCursor(this, name, node);
  }

  private List<String> allKinds() {
    return Stream.concat(availableKinds.stream(), reservedKinds().stream()).toList();
  }

  private static String fileOf(String kind) {
    return kind.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT) + SUFFIX;
  }

  private static Schema compile(SchemaRegistry registry, String id) {
    Schema schema = registry.getSchema(SchemaLocation.of(id));
    schema.initializeValidators();
    return schema;
  }

  private static SchemaRegistry registry(Map<String, String> texts) {
    Dialect draft = Dialects.getDraft202012();
    Dialect dialect =
        Dialect.builder(draft.getId(), draft).keywords(LanguageKeywords.all()).build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder()
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(false)
            .regularExpressionFactory(BoundedPattern::compile)
            .build();
    return SchemaRegistry.withDialect(
        dialect,
        builder ->
            builder.schemas(texts).nodeReader(new SchemaReader()).schemaRegistryConfig(config));
  }
}
