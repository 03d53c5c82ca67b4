package io.dataplat.jobs.input;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.manifest.Manifest;
import io.dataplat.jobs.manifest.ManifestFile;
import io.dataplat.jobs.manifest.ManifestStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** The files of a dataset that a task of the repository writes: those that its manifest names. */
public record WrittenFiles(DatasetContract dataset, ObjectStore store, FilePattern pattern) {

  /** Whether a dataset is written here, and is files. */
  public static boolean holds(DatasetContract dataset) {
    return dataset.writer().isPresent() && dataset.location().path().isPresent();
  }

  /** Where its manifest is. */
  public ManifestStore manifest() {
    var folder = new Path(store.root() + "/" + pattern.folder());
    return ManifestStore.in(folder, store.configuration());
  }

  /** The files of a state that may have rows of an interval, or all of them. */
  public List<SourceFile> of(Manifest manifest, Optional<DataInterval> interval) {
    return of(
        manifest.files().stream()
            .filter(file -> interval.map(file::mayHave).orElse(true))
            .toList());
  }

  /** The files as they are in the store now. */
  public List<SourceFile> of(List<ManifestFile> named) {
    var globs = named.stream().map(this::glob).distinct().toList();
    var found = new LinkedHashMap<String, SourceFile>();
    store.list(globs).forEach(file -> found.put(file.path(), file));
    return named.stream().map(file -> find(path(file.path()), found)).toList();
  }

  private SourceFile find(String path, Map<String, SourceFile> found) {
    return Optional.ofNullable(found.get(path))
        .orElseThrow(
            () ->
                new JobFailure(
                    ExitCode.INPUT_REFUSED,
                    "file-changed",
                    "the file `%s` of `%s` is gone: its dataset was written since, or somebody removed it"
                        .formatted(path, dataset.id())));
  }

  /**
   * The path of a file below the object store.
   *
   * @param named its path as the manifest has it
   */
  public String path(String named) {
    return pattern.folder() + "/" + named;
  }

  private String glob(ManifestFile file) {
    var path = path(file.path());
    return path.substring(0, path.lastIndexOf('/')) + "/*";
  }
}
