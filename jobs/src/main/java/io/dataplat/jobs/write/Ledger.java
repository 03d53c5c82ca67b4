package io.dataplat.jobs.write;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The published state of one output of one task: its recent batches, and the end of the gapless
 * chain of its intervals. It is a property of the table and changes in the commit that publishes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ledger(
    String completeThrough, Map<String, LedgerEntry> batches, @Nullable StreamPosition stream) {

  private static final int RECENT = 40;
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The ledger before the first batch. */
  public static final Ledger EMPTY = new Ledger("", Map.of(), null);

  /** Copies what the caller may still change. */
  public Ledger {
    batches = Collections.unmodifiableMap(new LinkedHashMap<>(batches));
  }

  /** The ledger in a table's property; an empty one where there is none. */
  public static Ledger parse(@Nullable String property) {
    if (property == null) {
      return EMPTY;
    }
    try {
      return MAPPER.readValue(property, Ledger.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED, "ledger-unreadable", "a table's ledger is damaged");
    }
  }

  /** The text of the table's property. */
  public String text() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a ledger is plain data", e);
    }
  }

  /** The batch, if it was published and is still remembered. */
  public Optional<LedgerEntry> find(String batchId) {
    return Optional.ofNullable(batches.get(batchId));
  }

  /** The sequence number of the newest publish; zero before the first. */
  public long newestSequenceNumber() {
    return batches.values().stream().mapToLong(LedgerEntry::sequenceNumber).max().orElse(0);
  }

  /** The ledger after a batch was published. */
  public Ledger with(String batchId, LedgerEntry entry) {
    var all = new LinkedHashMap<>(batches);
    all.remove(batchId);
    all.put(batchId, entry);
    var frontier =
        entry.start().isEmpty()
            ? entry.end()
            : advance(completeThrough.isEmpty() ? entry.start() : completeThrough, all);
    while (all.size() > RECENT) {
      all.remove(all.keySet().iterator().next());
    }
    return new Ledger(frontier, all, stream);
  }

  /** The same ledger with the stream standing elsewhere, or in other hands. */
  public Ledger at(StreamPosition position, String frontier) {
    return new Ledger(frontier.isEmpty() ? completeThrough : frontier, batches, position);
  }

  // Intervals published out of order wait until the hole before them is filled.
  private static String advance(String from, Map<String, LedgerEntry> batches) {
    var frontier = from;
    for (var next = startingAt(frontier, batches); next.isPresent(); ) {
      frontier = next.get().end();
      next = startingAt(frontier, batches);
    }
    return frontier;
  }

  private static Optional<LedgerEntry> startingAt(String start, Map<String, LedgerEntry> batches) {
    return batches.values().stream()
        .filter(entry -> !start.isEmpty() && entry.start().equals(start))
        .findFirst();
  }
}
