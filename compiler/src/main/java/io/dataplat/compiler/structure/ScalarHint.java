package io.dataplat.compiler.structure;

import io.dataplat.compiler.diagnostic.NearNames;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to write instead of a text that has not the form of its scalar. */
final class ScalarHint {

  private static final Pattern CAMEL_HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NO_NAME_CHARACTERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern OUTER_UNDERSCORES = Pattern.compile("^[0-9_]+|_+$");
  private static final int LONGEST_NAME = 40;

  private ScalarHint() {}

  static String of(String text, Schema scalar) {
    return suggestion(text, scalar)
        .map(better -> "did you mean " + Quoted.of(better) + "?")
        .orElseGet(() -> form(scalar));
  }

  /** The form of the scalar in words. */
  static String form(Schema scalar) {
    String form = scalar.text("patternErrorMessage");
    return form.isEmpty() ? scalar.text("description") : form;
  }

  private static Optional<String> suggestion(String text, Schema scalar) {
    return switch (scalar.text(Annotations.RULE)) {
      case "bad-type" -> ColumnTypeForm.meant(text);
      case "bad-timezone" -> NearNames.nearest(text, ScalarForm.zones());
      case "bad-name" -> name(text, scalar);
      default -> Optional.empty();
    };
  }

  private static Optional<String> name(String text, Schema scalar) {
    if (text.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String humps = CAMEL_HUMP.matcher(text).replaceAll("_").toLowerCase(Locale.ROOT);
    String words = NO_NAME_CHARACTERS.matcher(humps).replaceAll("_");
    String name = OUTER_UNDERSCORES.matcher(words).replaceAll("");
    boolean fits = BoundedPattern.compile(scalar.text("pattern")).test(name);
    return fits && !name.equals(text) ? Optional.of(name) : Optional.empty();
  }
}
