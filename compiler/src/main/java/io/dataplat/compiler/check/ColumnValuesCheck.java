package io.dataplat.compiler.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Sourced;
import java.util.Optional;

/** Patterns, allowed values and examples fit the type of their column and each other. */
final class ColumnValuesCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      dataset.columns().forEach(column -> check(column, findings));
    }
  }

  private static void check(Column column, Diagnostics findings) {
    var pattern = column.pattern().flatMap(text -> checkPattern(column, text, findings));
    checkAllowedValues(column, findings);
    for (var example : column.examples()) {
      misfit(column, pattern, example.value())
          .ifPresent(
              reason ->
                  findings
                      .reporter(Rules.EXAMPLE_DOES_NOT_FIT)
                      .at(
                          example.spanOr(column.span()),
                          "example `"
                              + example.value()
                              + "` of `"
                              + column.name()
                              + "` "
                              + reason));
    }
    column.fields().forEach(field -> check(field, findings));
  }

  private static Optional<Pattern> checkPattern(
      Column column, Sourced<String> text, Diagnostics findings) {
    var span = text.spanOr(column.span());
    if (!ColumnType.of(column).isString()) {
      findings
          .reporter(Rules.NOT_FOR_THIS_TYPE)
          .at(span, "`pattern` needs a string, but " + described(column));
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(text.value()));
    } catch (PatternSyntaxException bad) {
      findings
          .reporter(Rules.BAD_REGEX)
          .at(
              span,
              "`" + text.value() + "` is no RE2 regular expression: " + bad.getDescription(),
              "RE2 has no look-around and no back references");
      return Optional.empty();
    }
  }

  private static void checkAllowedValues(Column column, Diagnostics findings) {
    var type = ColumnType.of(column);
    for (var allowed : column.allowedValues()) {
      if (!type.isScalar()) {
        findings
            .reporter(Rules.NOT_FOR_THIS_TYPE)
            .at(
                allowed.spanOr(column.span()),
                "`allowedValues` need single values, but " + described(column));
        return;
      }
      LiteralFit.misfit(type, allowed.value())
          .ifPresent(
              reason ->
                  findings
                      .reporter(Rules.NOT_FOR_THIS_TYPE)
                      .at(
                          allowed.spanOr(column.span()),
                          "allowed value `"
                              + allowed.value()
                              + "` of `"
                              + column.name()
                              + "` "
                              + reason));
    }
  }

  private static Optional<String> misfit(Column column, Optional<Pattern> pattern, Object example) {
    var type = LiteralFit.misfit(ColumnType.of(column), example);
    if (type.isPresent()) {
      return type;
    }
    if (pattern.isPresent() && !pattern.get().matcher(example.toString()).matches()) {
      return Optional.of("does not match `pattern: " + pattern.get().pattern() + "`");
    }
    var allowed = column.allowedValues().stream().map(value -> value.value().toString()).toList();
    return allowed.isEmpty() || allowed.contains(example.toString())
        ? Optional.empty()
        : Optional.of("is none of its `allowedValues`");
  }

  private static String described(Column column) {
    return "column `" + column.name() + "` is a `" + column.type().value() + "`";
  }
}
