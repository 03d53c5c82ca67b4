package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Column.Mask;
import io.dataplat.compiler.model.Column.Mask.Method;
import io.dataplat.compiler.model.Column.Mask.Unit;
import io.dataplat.compiler.model.Environment;
import io.dataplat.compiler.model.Sourced;
import java.util.Locale;

/** Masks fit the type, the key and the classification of their column; keys are never null. */
final class ColumnMaskCheck implements Check {

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      for (var column : dataset.columns()) {
        check(column, findings);
      }
    }
  }

  private static void check(Column column, Diagnostics findings) {
    if (column.key() && column.nullable()) {
      findings
          .reporter(Rules.NULLABLE_KEY)
          .at(
              column.span(),
              "key column `" + column.name() + "` is nullable, and a null key meets no other",
              "remove `nullable: true` or `key: true`");
    }
    column.mask().ifPresent(mask -> checkMask(column, mask, findings));
    column.fields().forEach(field -> check(field, findings));
  }

  private static void checkMask(Column column, Mask mask, Diagnostics findings) {
    checkType(column, mask, findings);
    mask.secret().ifPresent(secret -> checkSecret(secret, mask, findings));
    mask.ofOtherMethods()
        .forEach(
            setting ->
                findings
                    .reporter(Rules.NOT_FOR_THIS_METHOD)
                    .at(
                        setting.span(),
                        "`" + setting.value() + "` does not concern " + name(mask),
                        "remove it, or use " + methodsWith(setting.value())));
    if (column.key() && !mask.method().isKeyed()) {
      findings
          .reporter(Rules.MASK_ON_KEY)
          .at(
              mask.span(),
              name(mask) + " on key column `" + column.name() + "` makes different keys equal",
              "use `hmac_sha256` or `tokenize`, which keep different keys different");
    }
    checkClassification(column, mask, findings);
  }

  private static String methodsWith(String setting) {
    return switch (setting) {
      case "keep" -> "`partial`";
      case "secret" -> "`hmac_sha256` or `tokenize`";
      default -> "`generalize`";
    };
  }

  private static void checkClassification(Column column, Mask mask, Diagnostics findings) {
    var stored =
        switch (mask.method()) {
          case HMAC_SHA256, TOKENIZE, PARTIAL ->
              column.classification() == Classification.PSEUDONYMOUS ? "" : "a pseudonymous value";
          case GENERALIZE ->
              column.classification().compareTo(Classification.PSEUDONYMOUS) <= 0
                  ? ""
                  : "a value that fits many";
          case REDACT, NULLIFY -> "";
        };
    if (!stored.isEmpty()) {
      findings
          .reporter(Rules.MASK_CLASSIFICATION)
          .at(
              mask.span(),
              "column `"
                  + column.name()
                  + "` is `"
                  + column.classification().name().toLowerCase(Locale.ROOT)
                  + "`, but "
                  + name(mask)
                  + " stores "
                  + stored,
              "write `classification: pseudonymous`: it describes the value as stored");
    }
  }

  private static void checkSecret(
      Sourced<Environment.Secret> secret, Mask mask, Diagnostics findings) {
    var properties = secret.value().properties();
    if (properties.size() == 1 || !mask.method().isKeyed()) {
      return;
    }
    var names = properties.stream().map(each -> "`" + each.value() + "`").toList();
    findings
        .reporter(Rules.MASK_SECRET)
        .at(
            secret.spanOr(mask.span()),
            "a mask takes one value, but secret `"
                + secret.value().name()
                + "` "
                + (names.isEmpty() ? "names no property" : "has " + String.join(", ", names)),
            "declare a secret with one entry in `properties`, at "
                + secret.value().span()
                + " or beside it");
  }

  private static void checkType(Column column, Mask mask, Diagnostics findings) {
    if (mask.method() == Method.GENERALIZE) {
      checkGeneralized(column, mask, findings);
      return;
    }
    var isNull = mask.method() == Method.NULLIFY;
    if (ColumnType.of(column).isString() && !isNull) {
      return;
    }
    var type = "column `" + column.name() + "` is a `" + column.type().value() + "`";
    if (mask.method() != Method.REDACT && !isNull) {
      findings
          .reporter(Rules.MASK_TYPE)
          .at(
              mask.span(),
              name(mask) + " needs a string, but " + type,
              "cast it to a string in a step and change the type, or use `redact`");
    } else if (!column.nullable()) {
      findings
          .reporter(Rules.MASK_TYPE)
          .at(
              mask.span(),
              name(mask) + " makes it NULL, but " + type + " that is not nullable",
              "write `nullable: true`");
    }
  }

  private static void checkGeneralized(Column column, Mask mask, Diagnostics findings) {
    var type = ColumnType.of(column);
    mask.unit()
        .filter(unit -> !isCoarser(type, unit.value()))
        .ifPresent(unit -> reportSetting(column, "unit", unit, "finer times", findings));
    mask.step()
        .filter(step -> !type.isInteger() && !type.isDecimal())
        .ifPresent(
            step -> reportSetting(column, "step", step, "whole numbers and decimals", findings));
    mask.prefix()
        .filter(prefix -> !type.isString())
        .ifPresent(prefix -> reportSetting(column, "prefix", prefix, "strings", findings));
  }

  private static boolean isCoarser(ColumnType type, Unit unit) {
    return type.isTime() && !(type.text().equals("date") && unit.compareTo(Unit.DAY) <= 0);
  }

  private static void reportSetting(
      Column column, String setting, Sourced<?> value, String needed, Diagnostics findings) {
    findings
        .reporter(Rules.MASK_TYPE)
        .at(
            value.spanOr(column.span()),
            "`%s: %s` is for %s, but column `%s` is a `%s`"
                .formatted(
                    setting,
                    value.value().toString().toLowerCase(Locale.ROOT),
                    needed,
                    column.name(),
                    column.type().value()),
            "use `unit` for times, `step` for whole numbers and decimals, `prefix` for strings");
  }

  private static String name(Mask mask) {
    return "`" + mask.method().name().toLowerCase(Locale.ROOT) + "`";
  }
}
