package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Input;
import java.util.List;
import java.util.Optional;

/** An input as it was when the run began: these files, or this snapshot of a table. */
public record PinnedInput(
    Input input,
    DatasetContract dataset,
    List<SourceFile> files,
    Optional<Long> snapshot,
    Optional<ChangesRange> changes) {

  /** An input that is not read by its changes. */
  public PinnedInput(
      Input input, DatasetContract dataset, List<SourceFile> files, Optional<Long> snapshot) {
    this(input, dataset, files, snapshot, Optional.empty());
  }

  /** An input that is read by its changes. */
  PinnedInput(Input input, DatasetContract dataset, ChangesRange changes) {
    this(
        input,
        dataset,
        changes.files().map(PickedFiles::files).orElse(List.of()),
        changes.snapshot(),
        Optional.of(changes));
  }

  /** Copies what the caller may still change. */
  public PinnedInput {
    files = List.copyOf(files);
  }

  /** Whether the input is files; else it is a table. */
  public boolean isFiles() {
    return dataset.location().path().isPresent();
  }

  /** What the run reads, for its fingerprint. */
  public List<String> identity() {
    if (changes.isPresent()) {
      return List.of(input.alias() + " " + changes.get());
    }
    return isFiles()
        ? files.stream().map(file -> input.alias() + " " + file.identity()).toList()
        : List.of(input.alias() + " " + snapshot.map(String::valueOf).orElse("empty"));
  }
}
