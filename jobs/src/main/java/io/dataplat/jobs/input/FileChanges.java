package io.dataplat.jobs.input;

import io.dataplat.jobplan.ChangedFile;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.write.ChangesPosition;
import io.dataplat.jobs.write.ConsumedFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The changes of a place of files: those that are in one list of them and not in another. */
final class FileChanges implements ChangesSource {

  private final Input input;
  private final Map<String, SourceFile> found;
  private final Set<String> settled;
  private final Map<String, ConsumedFiles> lists;

  /**
   * The files that are there now.
   *
   * @param settled the paths of those that nobody writes any more
   * @param lists the lists that ledgers name, by their names
   */
  FileChanges(
      Input input, List<SourceFile> found, Set<String> settled, Map<String, ConsumedFiles> lists) {
    this.input = input;
    this.found = new LinkedHashMap<>();
    found.forEach(file -> this.found.put(file.path(), file));
    this.settled = settled;
    this.lists = new LinkedHashMap<>(lists);
  }

  @Override
  public List<String> ordered(Set<String> places) {
    return places.stream().sorted(Comparator.comparing(place -> list(place).generation())).toList();
  }

  private ConsumedFiles list(String place) {
    return lists.getOrDefault(place, ConsumedFiles.NONE);
  }

  @Override
  public String newest(String readThrough) {
    var before = list(readThrough);
    if (found.isEmpty() && before.identities().isEmpty() && input.missing() == Missing.FAIL) {
      throw refused("missing-input", "is missing: no file matches its path");
    }
    var fresh = new LinkedHashMap<String, String>();
    for (var file : found.values()) {
      var known = before.identities().get(file.path());
      if (settled.contains(file.path()) && !file.identity().equals(known)) {
        checkChange(file, known != null);
        fresh.put(file.path(), file.identity());
      }
    }
    if (fresh.isEmpty()) {
      return readThrough;
    }
    var until = before.plus(fresh);
    lists.put(until.name(), until);
    return until.name();
  }

  private void checkChange(SourceFile file, boolean isKnown) {
    var answer = input.files().map(FilesInput::changed).orElse(ChangedFile.FAIL);
    if (isKnown && answer == ChangedFile.FAIL) {
      throw refused(
          "changed",
          ("has the file `%s` with another content than the one that was read; say"
                  + " `changed: reload`, or put back the file")
              .formatted(file.path()));
    }
  }

  @Override
  public ChangesRange between(String from, String to) {
    var before = list(from).identities();
    var files = new ArrayList<SourceFile>();
    var reloaded = new ArrayList<String>();
    list(to)
        .identities()
        .forEach(
            (path, identity) -> {
              if (!identity.equals(before.get(path))) {
                files.add(asListed(path, identity));
                if (before.containsKey(path)) {
                  reloaded.add(path);
                }
              }
            });
    return range(
        new ChangesPosition(input.dataset(), from, to), new PickedFiles(list(to), files, reloaded));
  }

  @Override
  public ChangesRange published(ChangesPosition position) {
    return range(position, new PickedFiles(list(position.to()), List.of(), List.of()));
  }

  private ChangesRange range(ChangesPosition position, PickedFiles files) {
    return new ChangesRange(input.alias(), position, Optional.of(files), false);
  }

  // What another output has published already must be what this one reads.
  private SourceFile asListed(String path, String identity) {
    var file = found.get(path);
    if (file == null || !file.identity().equals(identity)) {
      throw refused(
          "file-changed",
          "lacks the file `%s` as another output has read it; put it back, or rewind"
              .formatted(path));
    }
    return file;
  }

  private JobFailure refused(String rule, String what) {
    return new JobFailure(
        ExitCode.INPUT_REFUSED, rule, "the input `" + input.alias() + "` " + what);
  }
}
