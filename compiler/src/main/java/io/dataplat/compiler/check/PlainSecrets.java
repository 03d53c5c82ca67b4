package io.dataplat.compiler.check;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.yaml.ScalarType;
import io.dataplat.compiler.yaml.YamlMapping;
import io.dataplat.compiler.yaml.YamlNode;
import io.dataplat.compiler.yaml.YamlScalar;
import io.dataplat.compiler.yaml.YamlSequence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds values in documents that look like secrets; the findings never repeat the value. */
public final class PlainSecrets {

  // Bounded, so that no text of any length takes more than linear time.
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("[a-z0-9+.-]://[^/\\s:@]{0,200}:[^/\\s@]{1,200}@");

  private static final List<Pattern> SECRETS =
      List.of(
          Pattern.compile("-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
          Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
          Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"),
          Pattern.compile("\\bgithub_pat_[A-Za-z0-9_]{40,}\\b"),
          Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20,}"),
          Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,500}\\.eyJ[A-Za-z0-9_-]{10,2000}\\."),
          Pattern.compile("(?i)\\b(?:password|passwd|secret[_-]?key)\\s*=\\s*\\S+"));

  private static final Set<String> FREE_MAPS = Set.of("sparkConf", "values", "settings");

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(?:password|passwd|token|secret[._-]?key|access[._-]?key|api[._-]?key"
              + "|private[._-]?key|fernet[._-]?key|client[._-]?secret)");

  private static final String DECLARE =
      "declare it under `secrets` of the environment and name it where it is needed";
  private static final String NO_PASSWORD =
      "write the address without the password: what reads it has credentials of its own";

  private PlainSecrets() {}

  /** Reports every value of a document that looks like a secret. */
  public static void report(YamlNode document, Diagnostics findings) {
    report(document, false, findings);
  }

  private static void report(YamlNode node, boolean free, Diagnostics findings) {
    if (node instanceof YamlMapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, entry) -> {
                if (free && SECRET_KEY.matcher(key).matches() && isText(entry.value())) {
                  report(entry.value().span(), "the value of `" + key + "`", DECLARE, findings);
                } else {
                  report(entry.value(), free || FREE_MAPS.contains(key), findings);
                }
              });
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(item -> report(item, free, findings));
    } else if (node instanceof YamlScalar scalar) {
      report(scalar, findings);
    }
  }

  private static void report(YamlScalar scalar, Diagnostics findings) {
    if (looksSecret(scalar.text())) {
      report(scalar.span(), "this value", DECLARE, findings);
    } else if (PASSWORD_IN_URL.matcher(scalar.text()).find()) {
      report(scalar.span(), "the password in this address", NO_PASSWORD, findings);
    }
  }

  private static boolean isText(YamlNode node) {
    return node instanceof YamlScalar scalar
        && scalar.type() == ScalarType.STRING
        && !scalar.text().isEmpty()
        && !scalar.text().contains("${");
  }

  private static boolean looksSecret(String text) {
    return SECRETS.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  private static void report(SourceSpan span, String what, String hint, Diagnostics findings) {
    findings.reporter(Rules.PLAIN_SECRET).at(span, what + " looks like a secret", hint);
  }
}
