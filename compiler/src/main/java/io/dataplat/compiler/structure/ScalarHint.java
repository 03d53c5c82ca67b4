package io.dataplat.compiler.structure;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataplat.compiler.diagnostic.NearNames;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to write instead of a text that has not the form of its scalar. */
final class ScalarHint {

  private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NO_NAME_CHARACTERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern OUTER_UNDERSCORES = Pattern.compile("^[0-9_]+|_+$");
  private static final Pattern BEGINNING = Pattern.compile("[^)]*\\([^)]*|[^>]*<[^>]*");
  private static final Pattern END = Pattern.compile("[^(]*\\)|[^<]*>");
  private static final int LONGEST_NAME = 40;

  private ScalarHint() {}

  static String of(String text, JsonNode scalar) {
    if (isBeginningOfText(text)) {
      return "put it in quotes: inside braces and brackets a comma ends a text";
    }
    return suggestion(text, scalar)
        .map(better -> "did you mean " + Quoted.of(better) + "?")
        .orElseGet(() -> form(scalar));
  }

  /** Is it what a comma inside braces leaves of {@code decimal(9,2)} or {@code map<string,int>}? */
  static boolean isBeginningOfText(String text) {
    return BEGINNING.matcher(text).matches();
  }

  /** Is it what the same comma makes a key? */
  static boolean isEndOfText(String key) {
    return END.matcher(key).matches();
  }

  /** The form of the scalar in words. */
  static String form(JsonNode scalar) {
    String form = scalar.path("patternErrorMessage").asText();
    return form.isEmpty() ? scalar.path("description").asText() : form;
  }

  private static Optional<String> suggestion(String text, JsonNode scalar) {
    return switch (scalar.path(Annotations.RULE).asText()) {
      case "bad-type" -> ColumnTypeForm.meant(text);
      case "bad-timezone" -> NearNames.nearest(text, ScalarForm.zones());
      case "bad-name" -> name(text, scalar);
      default -> Optional.empty();
    };
  }

  private static Optional<String> name(String text, JsonNode scalar) {
    if (text.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String humps = CAMEL_HUMP.matcher(text).replaceAll("_").toLowerCase(Locale.ROOT);
    String words = NO_NAME_CHARACTERS.matcher(humps).replaceAll("_");
    String name = OUTER_UNDERSCORES.matcher(words).replaceAll("");
    boolean fits = BoundedPattern.compile(scalar.path("pattern").asText()).matches(name);
    return fits && !name.equals(text) ? Optional.of(name) : Optional.empty();
  }
}
