package io.dataplat.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What the table of a stream says of it.
 *
 * @param position how far it has come; nothing before its first instance
 * @param isStaging whether a micro-batch has begun that no reader sees
 */
record PublishedStream(JsonNode position, boolean isStaging) {

  static PublishedStream of(JsonNode properties, String ledgerKey) throws IOException {
    String ledger = properties.path(ledgerKey).asText("{}");
    boolean isStaging =
        properties.propertyStream().anyMatch(each -> each.getKey().startsWith("dataplat.staging."));
    return new PublishedStream(new ObjectMapper().readTree(ledger).path("stream"), isStaging);
  }

  /** How many instances have had it, which take turns. */
  long instances() {
    return position.path("lease").asLong();
  }

  /** The messages of which it is published what became of them. */
  long messages() {
    return position
        .path("topics")
        .valueStream()
        .flatMap(topic -> topic.path("offsets").valueStream())
        .mapToLong(JsonNode::asLong)
        .sum();
  }
}
