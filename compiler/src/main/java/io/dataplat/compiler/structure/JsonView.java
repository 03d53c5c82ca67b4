package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.math.BigInteger;
import java.util.Locale;

/** A source tree as the validator sees it. */
final class JsonView {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MOST_DIGITS = 40;

  private JsonView() {}

  static JsonNode of(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      ObjectNode object = NODES.objectNode();
      mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
      return object;
    }
    if (node instanceof YamlSequence sequence) {
      ArrayNode array = NODES.arrayNode(sequence.items().size());
      sequence.items().forEach(item -> array.add(of(item)));
      return array;
    }
    return scalar((YamlScalar) node);
  }

  private static JsonNode scalar(YamlScalar scalar) {
    return switch (scalar.type()) {
      case STRING -> NODES.textNode(scalar.text());
      case INTEGER -> integer(scalar.text());
      case FLOAT -> number(scalar.text());
      case BOOLEAN -> NODES.booleanNode(scalar.text().equalsIgnoreCase("true"));
      case NULL -> NODES.nullNode();
    };
  }

  // Any number of so many digits is out of every range; parsing it would take quadratic time.
  private static JsonNode integer(String text) {
    if (text.length() > MOST_DIGITS) {
      BigInteger huge = BigInteger.TEN.pow(MOST_DIGITS);
      return NODES.numberNode(text.startsWith("-") ? huge.negate() : huge);
    }
    BigInteger value =
        switch (text.length() > 1 ? text.substring(0, 2).toLowerCase(Locale.ROOT) : text) {
          case "0x" -> new BigInteger(text.substring(2), 16);
          case "0o" -> new BigInteger(text.substring(2), 8);
          default -> new BigInteger(text);
        };
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }

  // JSON has no infinity and no NaN: a value of no type at all is what the language makes of them.
  private static JsonNode number(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    if (plain.endsWith(".inf") || plain.endsWith(".nan")) {
      return NODES.pojoNode(text);
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? NODES.numberNode(value) : NODES.pojoNode(text);
  }
}
