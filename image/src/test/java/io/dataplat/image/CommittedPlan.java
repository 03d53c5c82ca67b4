package io.dataplat.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The plan of a committed SparkApplication, with its data on this machine. */
final class CommittedPlan {

  private static final String PLAN = "dataplat.io/plan: |";

  private CommittedPlan() {}

  /** Catalogs become embedded ones, object stores folders; the rest is what a cluster gets. */
  static String onThisMachine(Path application) throws IOException {
    return with(application, "embedded", Map.of());
  }

  /** The same, but for catalogs, which are at an address. */
  static String withCatalogAt(String uri, Path application) throws IOException {
    return with(application, "rest", Map.of("uri", uri));
  }

  private static String with(Path application, String catalog, Map<String, String> properties)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode plan = json.readTree(text(Files.readAllLines(application)));
    for (JsonNode connection : plan.get("connections")) {
      ObjectNode place = (ObjectNode) connection;
      boolean isCatalog = place.get("type").asText().equals("catalog");
      place.put("place", isCatalog ? catalog : "local").putArray("secrets");
      ObjectNode ofPlace = place.putObject("properties");
      (isCatalog ? properties : Map.of("path", "landing")).forEach(ofPlace::put);
    }
    return plan.toString();
  }

  private static String text(List<String> lines) {
    String key = lines.stream().filter(line -> line.endsWith(PLAN)).findFirst().orElseThrow();
    String indent = key.replace(PLAN, " ");
    return lines.stream()
        .skip(lines.indexOf(key) + 1L)
        .takeWhile(line -> line.startsWith(indent))
        .collect(Collectors.joining("\n"));
  }
}
