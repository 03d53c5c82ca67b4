package io.dataplat.compiler.output;

import io.dataplat.jobplan.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code .dataplat} of a folder: which of its files were generated, and with which content.
 * After a merge a file may have several claims; lines that are none, such as the marks of a
 * conflict, do not count.
 */
record OwnershipFile(SortedMap<String, List<String>> claims) {

  static final String NAME = ".dataplat";

  private static final String COMMENT =
      "# Files of this folder that dataplat generated. Check: sha256sum -c .dataplat\n";
  private static final Pattern CLAIM = Pattern.compile("([0-9a-f]{64}) [ *]([^/\\\\]+)");

  static OwnershipFile none() {
    return new OwnershipFile(new TreeMap<>());
  }

  static OwnershipFile parse(byte[] content) {
    SortedMap<String, List<String>> claims = new TreeMap<>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(CLAIM::matcher)
        .filter(Matcher::matches)
        .forEach(claim -> add(claims, claim.group(2), claim.group(1)));
    return new OwnershipFile(claims);
  }

  private static void add(Map<String, List<String>> claims, String name, String hash) {
    if (name.equals(".") || name.equals("..") || name.equals(NAME)) {
      return;
    }
    List<String> hashes = claims.computeIfAbsent(name, key -> new ArrayList<>());
    if (!hashes.contains(hash)) {
      hashes.add(hash);
    }
  }

  static String print(SortedMap<String, String> hashes) {
    StringBuilder text = new StringBuilder(COMMENT);
    hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
    return text.toString();
  }

  boolean claims(String name) {
    return claims.containsKey(name);
  }

  /**
   * Whether a content is as it was generated, or what a merge of two generated ones left behind.
   */
  boolean isUnedited(String name, byte[] content) {
    List<String> hashes = claims.getOrDefault(name, List.of());
    return hashes.size() > 1 || hashes.contains(Sha256.hex(content)) || hasConflict(content);
  }

  private static boolean hasConflict(byte[] content) {
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    return lines.stream().anyMatch(line -> line.startsWith("<<<<<<< "))
        && lines.stream().anyMatch(line -> line.startsWith(">>>>>>> "));
  }
}
