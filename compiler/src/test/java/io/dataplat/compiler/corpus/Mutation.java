package io.dataplat.compiler.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataplat.compiler.corpus.SourceTree.Slot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * One change of a repository's texts. The numbers choose among what there is, so that any of them
 * mean something in any repository.
 */
record Mutation(Kind kind, int file, int place, int detail) {

  /** What is changed: values of a tree, lines and characters of a text, files. */
  enum Kind {
    DELETE_VALUE,
    REPLACE_VALUE_BY_TEXT,
    APPEND_TEXT,
    RETYPE_VALUE,
    RENAME_KEY,
    DUPLICATE_VALUE,
    SWAP_VALUES,
    TAKE_VALUE_OF_ANOTHER_FILE,
    DELETE_LINE,
    DUPLICATE_LINE,
    SWAP_LINES,
    INDENT_LINE,
    INSERT_TEXT,
    DELETE_TEXT,
    DELETE_FILE,
    COPY_FILE
  }

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  void applyTo(SortedMap<String, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    String path = List.copyOf(texts.keySet()).get(file % texts.size());
    String text = texts.get(path);
    switch (kind) {
      case DELETE_FILE -> texts.remove(path);
      case COPY_FILE -> texts.put(path.replaceFirst("([^/]*)$", "copy_$1"), text);
      case INSERT_TEXT -> {
        int at = place % (text.length() + 1);
        texts.put(path, text.substring(0, at) + hostile() + text.substring(at));
      }
      case DELETE_TEXT -> {
        int from = place % (text.length() + 1);
        int to = Math.min(text.length(), from + 1 + detail % 20);
        texts.put(path, text.substring(0, from) + text.substring(to));
      }
      case DELETE_LINE, DUPLICATE_LINE, SWAP_LINES, INDENT_LINE ->
          texts.put(path, changedLines(text));
      default -> {
        if (path.endsWith(".yaml")) {
          texts.put(path, changedTree(text, texts));
        } else {
          texts.put(path, text + hostile());
        }
      }
    }
  }

  private String changedLines(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty()) {
      int line = place % lines.size();
      switch (kind) {
        case DELETE_LINE -> lines.remove(line);
        case DUPLICATE_LINE -> lines.add(detail % lines.size(), lines.get(line));
        case SWAP_LINES -> Collections.swap(lines, line, detail % lines.size());
        default ->
            lines.set(line, (detail % 5 == 0 ? "\t" : " ".repeat(detail % 5)) + lines.get(line));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private String changedTree(String text, SortedMap<String, String> texts) {
    SourceTree tree = SourceTree.read(text);
    List<Slot> slots = tree.slots();
    if (!slots.isEmpty()) {
      change(slots.get(place % slots.size()), slots, texts);
    }
    return tree.print();
  }

  private void change(Slot slot, List<Slot> slots, SortedMap<String, String> texts) {
    JsonNode value = slot.value();
    switch (kind) {
      case DELETE_VALUE -> slot.delete();
      case REPLACE_VALUE_BY_TEXT -> slot.set(TextNode.valueOf(hostile()));
      case APPEND_TEXT ->
          slot.set(
              TextNode.valueOf(
                  detail % 2 == 0 ? value.asText() + hostile() : hostile() + value.asText()));
      case RETYPE_VALUE -> slot.set(odd().get(detail % odd().size()));
      case RENAME_KEY -> {
        slot.delete();
        rename(slot, value, slots);
      }
      case DUPLICATE_VALUE -> slot.duplicate(otherKey(slots));
      case SWAP_VALUES -> {
        Slot other = slots.get(detail % slots.size());
        JsonNode copy = other.value().deepCopy();
        other.set(value.deepCopy());
        slot.set(copy);
      }
      default -> {
        String other = List.copyOf(texts.values()).get(detail % texts.size());
        List<Slot> others = SourceTree.read(other).slots();
        if (!others.isEmpty()) {
          slot.set(others.get((detail / 7) % others.size()).value());
        }
      }
    }
  }

  private void rename(Slot slot, JsonNode value, List<Slot> slots) {
    if (slot.holder().isObject()) {
      new Slot(slot.holder(), otherKey(slots), -1).set(value);
    }
  }

  private String otherKey(List<Slot> slots) {
    return detail % 2 == 0 ? hostile() : slots.get(detail % slots.size()).key();
  }

  private String hostile() {
    return HostileTexts.ALL.get(detail % HostileTexts.ALL.size());
  }

  private static List<JsonNode> odd() {
    return List.of(
        NODES.nullNode(),
        NODES.booleanNode(true),
        NODES.numberNode(0),
        NODES.numberNode(-1),
        NODES.numberNode(1.5),
        NODES.numberNode(Integer.MAX_VALUE),
        NODES.numberNode(BigInteger.TEN.pow(40)),
        NODES.numberNode(1e300),
        NODES.arrayNode(),
        NODES.objectNode(),
        NODES.arrayNode().add(NODES.arrayNode().add(1)),
        NODES.arrayNode().add("zq").add("zq"),
        NODES.objectNode().put("", ""),
        NODES.objectNode().put("zq", "zq"),
        NODES.objectNode().set("$ref", NODES.objectNode()));
  }
}
