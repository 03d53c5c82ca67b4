package io.dataplat.jobs.input;

import io.dataplat.jobs.write.ConsumedFiles;
import java.util.List;

/**
 * The files that a batch takes.
 *
 * @param until these files and all before them
 * @param reloaded the paths among them that were read before with another content
 */
public record PickedFiles(ConsumedFiles until, List<SourceFile> files, List<String> reloaded) {

  /** Copies what the caller may still change. */
  public PickedFiles {
    files = List.copyOf(files);
    reloaded = List.copyOf(reloaded);
  }
}
