package io.dataplat.compiler.diagnostic.format;

import io.dataplat.compiler.diagnostic.Diagnostic;
import io.dataplat.jobplan.Sha256;
import java.nio.charset.StandardCharsets;
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
    return Sha256.hex((key + "\n" + number).getBytes(StandardCharsets.UTF_8));
  }
}
