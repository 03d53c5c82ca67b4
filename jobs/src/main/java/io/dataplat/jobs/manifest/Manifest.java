package io.dataplat.jobs.manifest;

import static java.util.function.Predicate.not;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.write.Ledger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that are a dataset. It moves from one state to the next as a whole, and the ledgers of
 * its writer with it.
 *
 * @param version how often it was published
 * @param layout what tells files of one format and contract from those of another; empty before the
 *     first
 * @param earlier the files that the state before had and this one has not; they stay until the next
 *     is published
 * @param staged the batches that are being written, by the names of their stages
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Manifest(
    long version,
    String layout,
    List<ManifestFile> files,
    List<String> earlier,
    Map<String, Ledger> ledgers,
    Map<String, StagedBatch> staged) {

  /** The manifest of a dataset that nobody has written. */
  public static final Manifest NONE = new Manifest(0, "", List.of(), List.of(), Map.of(), Map.of());

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies what the caller may still change; what is empty is absent in the text. */
  public Manifest(
      long version,
      @Nullable String layout,
      @Nullable List<ManifestFile> files,
      @Nullable List<String> earlier,
      @Nullable Map<String, Ledger> ledgers,
      @Nullable Map<String, StagedBatch> staged) {
    this.version = version;
    this.layout = layout == null ? "" : layout;
    this.files = files == null ? List.of() : List.copyOf(files);
    this.earlier = earlier == null ? List.of() : List.copyOf(earlier);
    this.ledgers = ledgers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(ledgers));
    this.staged = staged == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(staged));
  }

  static Manifest parse(String text) {
    try {
      return MAPPER.readValue(text, Manifest.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure(
          ExitCode.STATE_REFUSED, "manifest-unreadable", "the manifest of files is damaged");
    }
  }

  String text() {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /** The ledger of an output. */
  public Ledger ledger(String key) {
    return ledgers.getOrDefault(key, Ledger.EMPTY);
  }

  /** The files of a batch. */
  public List<ManifestFile> of(String batch) {
    return files.stream().filter(file -> file.batch().equals(batch)).toList();
  }

  /** The attempt that writes under the name of a stage. */
  public Optional<StagedBatch> attempt(String stage) {
    return Optional.ofNullable(staged.get(stage));
  }

  /** The same manifest with an attempt in place of the one before it. */
  public Manifest begin(String stage, StagedBatch attempt) {
    var all = new TreeMap<>(staged);
    all.put(stage, attempt);
    return new Manifest(version, layout, files, earlier, ledgers, all);
  }

  /** The same manifest without an attempt; another one under the same name stays. */
  public Manifest end(String stage, StagedBatch attempt) {
    var rest = new TreeMap<>(staged);
    rest.remove(stage, attempt);
    return new Manifest(version, layout, files, earlier, ledgers, rest);
  }

  /** The next state, in which other files and another ledger count. */
  public Manifest publish(String nextLayout, List<ManifestFile> next, String key, Ledger ledger) {
    var kept = next.stream().map(ManifestFile::path).collect(Collectors.toSet());
    var gone = files.stream().map(ManifestFile::path).filter(not(kept::contains)).toList();
    var moved = new TreeMap<>(ledgers);
    moved.put(key, ledger);
    return new Manifest(version + 1, nextLayout, next, gone, moved, staged);
  }
}
