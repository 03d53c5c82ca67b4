package io.dataplat.jobs.write;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The published state of one output of one task: its recent batches, the end of the gapless chain
 * of its intervals, and the chains behind a hole in it, each from its start to its end. It is a
 * property of the table and changes in the commit that publishes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ledger(
    String completeThrough,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> ahead,
    Map<String, LedgerEntry> batches,
    @Nullable StreamPosition stream,
    @Nullable ChangesPosition changes) {

  private static final int RECENT = 40;
  private static final Predicate<String> SNAPSHOT =
      Pattern.compile("[0-9]{1,19}").asMatchPredicate();
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The ledger before the first batch. */
  public static final Ledger EMPTY = new Ledger("", Map.of(), Map.of(), null, null);

  /** Copies what the caller may still change; a ledger without holes says nothing of them. */
  public Ledger {
    ahead = ahead == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(ahead));
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

  /** Whether an interval was published; the chains know those whose batches are forgotten. */
  public boolean hasPublished(String batchId, Instant start, Instant end) {
    var hasForgotten = batches.size() == RECENT && !completeThrough.isEmpty();
    return batches.containsKey(batchId)
        || (hasForgotten && (!Instant.parse(completeThrough).isBefore(end) || isAhead(start, end)));
  }

  private boolean isAhead(Instant start, Instant end) {
    return ahead.entrySet().stream()
        .anyMatch(
            chain ->
                !start.isBefore(Instant.parse(chain.getKey()))
                    && !end.isAfter(Instant.parse(chain.getValue())));
  }

  /** The snapshot through which changes of a table were read; empty if none were. */
  public Optional<Long> consumedSnapshot() {
    return Optional.of(readThrough()).filter(SNAPSHOT).map(Long::valueOf);
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
    while (all.size() > RECENT) {
      all.remove(all.keySet().iterator().next());
    }
    return entry.start().isEmpty()
        ? new Ledger(entry.end(), ahead, all, stream, changes)
        : with(entry.start(), entry.end(), all);
  }

  // Intervals published out of order wait until the hole before them is filled.
  private Ledger with(String start, String end, Map<String, LedgerEntry> all) {
    var frontier = completeThrough.isEmpty() ? start : completeThrough;
    var chains = new TreeMap<>(ahead);
    if (start.compareTo(frontier) >= 0) {
      add(chains, start, end);
    }
    if (chains.containsKey(frontier)) {
      frontier = chains.remove(frontier);
    }
    return new Ledger(frontier, chains, all, stream, changes);
  }

  private static void add(TreeMap<String, String> chains, String start, String end) {
    var before = chains.floorEntry(start);
    if (before != null && before.getValue().compareTo(end) >= 0) {
      return;
    }
    var isNext = before != null && before.getValue().equals(start);
    var after = chains.remove(end);
    chains.put(isNext ? before.getKey() : start, after == null ? end : after);
  }

  /** The same ledger with the stream standing elsewhere, or in other hands. */
  public Ledger at(StreamPosition position, String frontier) {
    var end = frontier.isEmpty() ? completeThrough : frontier;
    return new Ledger(end, ahead, batches, position, changes);
  }

  /** The same ledger where there was nothing to publish until an instant. */
  public Ledger completeBy(Instant tick) {
    var isLater = completeThrough.isEmpty() || Instant.parse(completeThrough).isBefore(tick);
    return isLater ? new Ledger(tick.toString(), ahead, batches, stream, changes) : this;
  }

  /** The same ledger with an input read further by its changes. */
  public Ledger readTo(ChangesPosition position) {
    return new Ledger(completeThrough, ahead, batches, stream, position);
  }

  /** The batches from the first on whose identity begins so, in the order of their publishes. */
  public List<String> batchesSince(String beginning) {
    return batches.keySet().stream().dropWhile(id -> !id.startsWith(beginning)).toList();
  }

  /** The ledger that has forgotten batches, which the next publish replaces. */
  public Ledger without(List<String> undone) {
    var rest = new LinkedHashMap<>(batches);
    undone.forEach(rest::remove);
    return new Ledger(completeThrough, ahead, rest, stream, changes);
  }

  /** How far an input was read by its changes; the start if it never was. */
  public String readThrough() {
    return changes == null ? ChangesPosition.START : changes.to();
  }
}
