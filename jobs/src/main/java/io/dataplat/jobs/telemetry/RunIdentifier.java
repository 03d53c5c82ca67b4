package io.dataplat.jobs.telemetry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The identifiers of runs in lineage events: UUIDs of version 5, as RFC 9562 says. */
final class RunIdentifier {

  private static final UUID URL = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private RunIdentifier() {}

  /** The identifier of an attempt at a batch; one attempt may cover several batches. */
  static UUID of(String runId, String batchId) {
    return of(URL, "urn:dataplat:run:" + runId + ":" + batchId);
  }

  static UUID of(UUID namespace, String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(Long.BYTES * 2)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits())
              .array());
      var hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
      var high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
      var low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
