package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Column.Mask;
import io.dataplat.compiler.model.Column.Mask.Method;
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
                        "remove it, or use `"
                            + (setting.value().equals("keep") ? "partial" : "hmac_sha256")
                            + "`"));
    if (column.key() && mask.method() != Method.HMAC_SHA256) {
      findings
          .reporter(Rules.MASK_ON_KEY)
          .at(
              mask.span(),
              name(mask) + " on key column `" + column.name() + "` makes different keys equal",
              "use `hmac_sha256`, which keeps different keys different");
    }
    if (mask.method() != Method.REDACT && column.classification() != Classification.PSEUDONYMOUS) {
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
                  + " stores a pseudonymous value",
              "write `classification: pseudonymous`: it describes the value as stored");
    }
  }

  private static void checkSecret(
      Sourced<Environment.Secret> secret, Mask mask, Diagnostics findings) {
    var properties = secret.value().properties();
    if (properties.size() == 1 || mask.method() != Method.HMAC_SHA256) {
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
    if (ColumnType.of(column).isString()) {
      return;
    }
    var type = "column `" + column.name() + "` is a `" + column.type().value() + "`";
    if (mask.method() != Method.REDACT) {
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
              "`redact` makes it NULL, but " + type + " that is not nullable",
              "write `nullable: true`");
    }
  }

  private static String name(Mask mask) {
    return "`" + mask.method().name().toLowerCase(Locale.ROOT) + "`";
  }
}
