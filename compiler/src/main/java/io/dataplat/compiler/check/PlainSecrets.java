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
import java.util.regex.Pattern;

/** Finds values in documents that look like secrets; the findings never repeat the value. */
public final class PlainSecrets {

  // Bounded, so that no text of any length takes more than linear time.
  private static final Form PASSWORD_IN_URL =
      Form.of("://", "[a-z0-9+.-]://[^/\\s:@]{0,200}:[^/\\s@]{1,200}@");

  private static final List<Form> SECRETS =
      List.of(
          Form.of("-----BEGIN", "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
          Form.of("AKIA", "\\bAKIA[0-9A-Z]{16}\\b"),
          Form.of("ASIA", "\\bASIA[0-9A-Z]{16}\\b"),
          Form.of("gh", "\\bgh[pousr]_[A-Za-z0-9]{36,}\\b"),
          Form.of("github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{40,}\\b"),
          Form.of("glpat-", "\\bglpat-[A-Za-z0-9_-]{20,}"),
          Form.of("xox", "\\bxox[abprs]-[A-Za-z0-9-]{10,}"),
          Form.of("AIza", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
          Form.of("eyJ", "\\beyJ[A-Za-z0-9_-]{10,500}\\.eyJ[A-Za-z0-9_-]{10,2000}\\."),
          Form.of("=", "(?i)\\b(?:password|passwd|secret[_-]?key)\\s*=\\s*\\S+"));

  private static final List<String> FREE_MAPS = List.of("sparkConf", "values", "settings");

  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i).*(?:password|passwd|token|secret[._-]?key|access[._-]?key|api[._-]?key"
              + "|private[._-]?key|fernet[._-]?key|client[._-]?secret)");

  private static final String DECLARE =
      "declare it under `secrets` of the environment and name it where it is needed";
  private static final String NO_PASSWORD =
      "write the address without the password: what reads it has credentials of its own";

  private PlainSecrets() {}

  /** How a secret looks; most texts lack a part that each one has, which is quickly seen. */
  private record Form(String part, Pattern whole) {
    static Form of(String part, String whole) {
      return new Form(part, Pattern.compile(whole));
    }

    boolean isIn(String text) {
      return text.contains(part) && whole.matcher(text).find();
    }
  }

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
    } else if (PASSWORD_IN_URL.isIn(scalar.text())) {
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
    for (var secret : SECRETS) {
      if (secret.isIn(text)) {
        return true;
      }
    }
    return false;
  }

  private static void report(SourceSpan span, String what, String hint, Diagnostics findings) {
    findings.reporter(Rules.PLAIN_SECRET).at(span, what + " looks like a secret", hint);
  }
}
