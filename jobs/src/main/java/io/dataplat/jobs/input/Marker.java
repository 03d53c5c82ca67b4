package io.dataplat.jobs.input;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import java.util.List;
import java.util.TreeSet;

/** The file that a sender writes last into a folder: before that the folder is not ready. */
record Marker(ObjectStore store, String name) {

  /** The files that hold data. */
  List<SourceFile> dataIn(List<SourceFile> files) {
    return files.stream().filter(file -> !isMarker(file)).toList();
  }

  /** Whether the folder of a file has the marker. */
  boolean isReady(SourceFile file) {
    return store.has(folder(file.path()), name);
  }

  private boolean isMarker(SourceFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1).equals(name);
  }

  /**
   * Refuses a run whose folders are not all ready.
   *
   * @param globs the files that must be there; in each of their folders, even if it holds no data
   * @param files the files that are there
   */
  void check(DatasetContract dataset, List<String> globs, List<SourceFile> files) {
    var marked = new TreeSet<String>();
    for (var glob : globs) {
      var folders = store.foldersWith(folder(glob), name);
      if (folders.isEmpty()) {
        throw notReady(dataset, folder(glob));
      }
      marked.addAll(folders);
    }
    for (var file : files) {
      var folder = folder(file.path());
      if (!marked.contains(folder) && !store.has(folder, name)) {
        throw notReady(dataset, folder);
      }
      marked.add(folder);
    }
  }

  private static String folder(String path) {
    int end = path.lastIndexOf('/');
    return end < 0 ? "" : path.substring(0, end);
  }

  private JobFailure notReady(DatasetContract dataset, String folder) {
    return new JobFailure(
        ExitCode.NOT_READY,
        "not-ready",
        "the folder `%s` of `%s` has no `%s` yet".formatted(folder, dataset.id(), name));
  }
}
