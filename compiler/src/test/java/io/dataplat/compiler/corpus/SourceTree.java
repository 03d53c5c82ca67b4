package io.dataplat.compiler.corpus;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The values of a YAML file, each of which can be changed. */
final class SourceTree {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
  private static final YAMLMapper YAML = new YAMLMapper();

  private final List<JsonNode> documents;

  /** A value, and how it hangs in what holds it. */
  record Slot(JsonNode holder, String key, int index) {

    JsonNode value() {
      return holder instanceof ObjectNode object ? object.get(key) : holder.get(index);
    }

    void set(JsonNode value) {
      if (holder instanceof ObjectNode object) {
        object.set(key, value);
      } else {
        ((ArrayNode) holder).set(index, value);
      }
    }

    void delete() {
      if (holder instanceof ObjectNode object) {
        object.remove(key);
      } else {
        ((ArrayNode) holder).remove(index);
      }
    }

    void duplicate(String newKey) {
      if (holder instanceof ObjectNode object) {
        object.set(newKey, value().deepCopy());
      } else {
        ((ArrayNode) holder).insert(index, value().deepCopy());
      }
    }
  }

  private SourceTree(List<JsonNode> documents) {
    this.documents = documents;
  }

  /** Reads a file; what is broken already has no values. */
  static SourceTree read(String text) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      return new SourceTree(documents.readAll());
    } catch (IOException broken) {
      return new SourceTree(List.of());
    }
  }

  /** Returns all values in the order of the file. */
  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    documents.forEach(document -> collect(document, slots));
    return slots;
  }

  private static void collect(JsonNode node, List<Slot> slots) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              slots.add(new Slot(node, key, -1));
              collect(node.get(key), slots);
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      slots.add(new Slot(node, "", i));
      collect(node.get(i), slots);
    }
  }

  /** Returns YAML in the form of JSON, in which any text can be written. */
  String print() {
    return documents.stream()
        .map(SourceTree::print)
        .collect(Collectors.joining("\n---\n", "", "\n"));
  }

  private static String print(JsonNode document) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
