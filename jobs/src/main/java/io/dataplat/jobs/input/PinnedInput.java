package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import java.util.List;
import java.util.Optional;

/**
 * An input as it was when the run began: these files, this snapshot of a table, or these parts of a
 * table in one state of its database.
 */
public record PinnedInput(
    Input input,
    DatasetContract dataset,
    List<SourceFile> files,
    Optional<Long> snapshot,
    Optional<PinnedParts> parts,
    Optional<ChangesRange> changes,
    Optional<DeltaTable> delta) {

  /** An input that is no Delta table. */
  private PinnedInput(
      Input input,
      DatasetContract dataset,
      List<SourceFile> files,
      Optional<Long> snapshot,
      Optional<PinnedParts> parts,
      Optional<ChangesRange> changes) {
    this(input, dataset, files, snapshot, parts, changes, Optional.empty());
  }

  /** A version of a Delta table. */
  PinnedInput(Input input, DatasetContract dataset, DeltaTable table, long version) {
    this(
        input,
        dataset,
        List.of(),
        Optional.of(version),
        Optional.empty(),
        Optional.empty(),
        Optional.of(table));
  }

  /** A Delta table that is read by its changes. */
  PinnedInput(Input input, DatasetContract dataset, DeltaTable table, ChangesRange changes) {
    this(
        input,
        dataset,
        List.of(),
        DeltaVersion.parse(changes.position().to()).map(DeltaVersion::number),
        Optional.empty(),
        Optional.of(changes),
        Optional.of(table));
  }

  /** Files, or a snapshot of a table of a catalog. */
  public PinnedInput(
      Input input, DatasetContract dataset, List<SourceFile> files, Optional<Long> snapshot) {
    this(input, dataset, files, snapshot, Optional.empty(), Optional.empty());
  }

  /** A table of a database. */
  PinnedInput(Input input, DatasetContract dataset, PinnedParts parts) {
    this(input, dataset, List.of(), Optional.empty(), Optional.of(parts), Optional.empty());
  }

  /** An input that is read by its changes. */
  PinnedInput(Input input, DatasetContract dataset, ChangesRange changes) {
    this(
        input,
        dataset,
        changes.files().map(PickedFiles::files).orElse(List.of()),
        changes.snapshot(),
        Optional.empty(),
        Optional.of(changes));
  }

  /** A table of a database that is read by its changes. */
  PinnedInput(Input input, DatasetContract dataset, PinnedParts parts, ChangesRange changes) {
    this(input, dataset, List.of(), Optional.empty(), Optional.of(parts), Optional.of(changes));
  }

  /** Copies what the caller may still change. */
  public PinnedInput {
    files = List.copyOf(files);
  }

  /** Whether the input is files; else it is a table. */
  public boolean isFiles() {
    return dataset.location().path().isPresent();
  }

  /** Whether what is read has a name by which another run would know it again. */
  public boolean hasIdentity() {
    return parts.isEmpty();
  }

  /** What the run reads, for its fingerprint. */
  public List<String> identity() {
    if (changes.isPresent()) {
      return List.of(input.alias() + " " + changes.get());
    }
    if (isFiles()) {
      return files.stream().map(file -> input.alias() + " " + file.identity()).toList();
    }
    return List.of(
        input.alias()
            + " "
            + (hasIdentity() ? snapshot.map(String::valueOf).orElse("empty") : "database"));
  }
}
