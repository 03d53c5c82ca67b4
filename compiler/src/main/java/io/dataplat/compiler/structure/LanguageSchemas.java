package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.yaml.SourceFile;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The published schemas: to validate with, to explain findings with, and to learn from how
 * documents merge. Immutable once they are read.
 */
public final class LanguageSchemas {

  private static final String RESOURCES = "/io/dataplat/schemas/";
  private static final String SUFFIX = ".schema.json";

  private final Map<String, Schema> byReference = new LinkedHashMap<>();
  private final List<String> availableKinds;
  private final List<String> reservedKinds;

  private LanguageSchemas() {
    YamlMapping document = read("document" + SUFFIX);
    YamlMapping kind = Schema.below(Schema.below(document, "properties"), "kind");
    availableKinds = Schema.texts(kind.find("enum").orElseThrow());
    reservedKinds = Schema.texts(kind.find(Annotations.RESERVED_VALUES).orElseThrow());
    add("definitions" + SUFFIX);
    availableKinds.forEach(name -> add(fileOf(name)));
  }

  /** The schemas that are packaged with the compiler. */
  public static LanguageSchemas published() {
    return Published.SCHEMAS;
  }

  // Reading takes a while, so it is done once, when it is first needed.
  private static final class Published {
    static final LanguageSchemas SCHEMAS = new LanguageSchemas();
  }

  /** A definition of a kind's schema, such as {@code spec}. */
  public Schema definition(String kind, String name) {
    return at(fileOf(kind) + "#/$defs/" + name);
  }

  Schema schema(String kind, Strength strength) {
    return strength == Strength.PARTIAL ? definition(kind, "partial") : at(fileOf(kind));
  }

  /** The kinds that this release supports. */
  List<String> availableKinds() {
    return availableKinds;
  }

  /** The kinds that are reserved for a later release. */
  List<String> reservedKinds() {
    return reservedKinds;
  }

  /** What a reference leads to. */
  Schema at(String reference) {
    Schema schema = byReference.get(reference);
    if (schema == null) {
      throw new IllegalArgumentException("no schema " + reference);
    }
    return schema;
  }

  private void add(String file) {
    YamlMapping root = read(file);
    byReference.put(file, new Schema(this, file, root));
    YamlMapping definitions = Schema.below(root, "$defs");
    for (String name : definitions.entries().keySet()) {
      YamlMapping definition = Schema.below(definitions, name);
      byReference.put(file + "#/$defs/" + name, new Schema(this, file, definition));
    }
  }

  private static String fileOf(String kind) {
    return kind.replaceAll("(?<=[a-z])([A-Z])", "-$1").toLowerCase(Locale.ROOT) + SUFFIX;
  }

  /** JSON is YAML too, so that one parser reads both. */
  private static YamlMapping read(String name) {
    Diagnostics findings = new Diagnostics();
    var nodes = YamlReader.read(new SourceFile(name, text(name)), findings);
    if (findings.hasErrors()) {
      throw new IllegalStateException("not well formed: " + findings.sorted());
    }
    return (YamlMapping) nodes.get(0);
  }

  private static String text(String name) {
    try (InputStream stream = LanguageSchemas.class.getResourceAsStream(RESOURCES + name)) {
      if (stream == null) {
        throw new IllegalStateException("not packaged: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
