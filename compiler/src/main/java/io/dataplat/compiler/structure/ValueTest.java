package io.dataplat.compiler.structure;

import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What keywords ask of a value as a whole; a test passes values that its keyword is not about. */
final class ValueTest {

  private static final int MOST_DIGITS = 40;

  private ValueTest() {}

  static Predicate<YamlNode> of(String keyword, YamlNode allowed) {
    List<String> limits = Schema.texts(allowed);
    String limit = limits.get(0);
    return switch (keyword) {
      case "type" -> value -> isOfType(limits, type(value));
      case "const" -> value -> isOneOf(List.of(allowed), value);
      case "enum" -> value -> isOneOf(((YamlSequence) allowed).items(), value);
      case "pattern" -> texts(BoundedPattern.compile(limit));
      case "minLength" -> texts(text -> length(text) >= Integer.parseInt(limit));
      case "maxLength" -> texts(text -> length(text) <= Integer.parseInt(limit));
      case "minimum" -> numbers(number -> number.compareTo(new BigDecimal(limit)) >= 0);
      case "maximum" -> numbers(number -> number.compareTo(new BigDecimal(limit)) <= 0);
      case "minItems" ->
          value ->
              !(value instanceof YamlSequence list)
                  || list.items().size() >= Integer.parseInt(limit);
      case "maxItems" ->
          value ->
              !(value instanceof YamlSequence list)
                  || list.items().size() <= Integer.parseInt(limit);
      case "minProperties" ->
          value ->
              !(value instanceof YamlMapping mapping)
                  || mapping.entries().size() >= Integer.parseInt(limit);
      case Annotations.FORM -> texts(ScalarForm.named(limit)::fits);
      case Annotations.REFERENCES -> texts(text -> !text.contains("${"));
      case Annotations.RESERVED -> value -> false;
      default -> throw new IllegalArgumentException("a keyword without a meaning: " + keyword);
    };
  }

  private static boolean isOfType(List<String> types, String type) {
    return types.contains(type) || (type.equals("integer") && types.contains("number"));
  }

  private static String type(YamlNode value) {
    if (value instanceof YamlMapping) {
      return "object";
    }
    return value instanceof YamlScalar scalar ? type(scalar) : "array";
  }

  private static String type(YamlScalar scalar) {
    return switch (scalar.type()) {
      case STRING -> "string";
      case INTEGER -> "integer";
      // JSON has no infinity and no NaN: a value of no type at all is what the language makes of
      // it.
      case FLOAT -> Double.isFinite(number(scalar.text())) ? "number" : "";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
    };
  }

  private static double number(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return plain.endsWith(".inf") || plain.endsWith(".nan") ? Double.NaN : Double.parseDouble(text);
  }

  private static boolean isText(YamlNode value) {
    return value instanceof YamlScalar scalar && scalar.type() == ScalarType.STRING;
  }

  private static String text(YamlNode value) {
    return ((YamlScalar) value).text();
  }

  private static boolean isOneOf(List<YamlNode> allowed, YamlNode value) {
    return value instanceof YamlScalar given
        && allowed.stream().anyMatch(one -> isSame((YamlScalar) one, given));
  }

  private static boolean isSame(YamlScalar one, YamlScalar other) {
    boolean ignoreCase = one.type() == ScalarType.BOOLEAN;
    return one.type() == other.type()
        && (ignoreCase
            ? one.text().equalsIgnoreCase(other.text())
            : one.text().equals(other.text()));
  }

  private static Predicate<YamlNode> texts(Predicate<String> test) {
    return value -> !isText(value) || test.test(text(value));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Predicate<YamlNode> numbers(Predicate<BigDecimal> test) {
    return value ->
        switch (type(value)) {
          case "integer" -> test.test(new BigDecimal(integer(text(value))));
          case "number" -> test.test(BigDecimal.valueOf(number(text(value))));
          default -> true;
        };
  }

  // Any number of so many digits is out of every range; parsing it would take quadratic time.
  private static BigInteger integer(String text) {
    if (text.length() > MOST_DIGITS) {
      BigInteger huge = BigInteger.TEN.pow(MOST_DIGITS);
      return text.startsWith("-") ? huge.negate() : huge;
    }
    return switch (text.length() > 1 ? text.substring(0, 2).toLowerCase(Locale.ROOT) : text) {
      case "0x" -> new BigInteger(text.substring(2), 16);
      case "0o" -> new BigInteger(text.substring(2), 8);
      default -> new BigInteger(text);
    };
  }
}
