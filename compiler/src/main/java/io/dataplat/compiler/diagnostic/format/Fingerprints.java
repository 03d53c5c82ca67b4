package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names findings so that a service knows one again after lines above it have moved: by rule, file
 * and message, and by number where these are equal.
 */
final class Fingerprints {

  // Looked up, never iterated.
  private final Map<String, Integer> seen = new LinkedHashMap<>();

  String of(Diagnostic finding) {
    String key = finding.rule().id() + "\n" + finding.span().file() + "\n" + finding.message();
    int number = seen.merge(key, 1, Integer::sum);
    return hash(key + "\n" + number);
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
