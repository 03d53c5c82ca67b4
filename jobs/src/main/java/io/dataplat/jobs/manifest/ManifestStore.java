package io.dataplat.jobs.manifest;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.manifest.ConditionalFile.Content;
import io.dataplat.jobs.session.RefusedStore;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Keeps the manifest of a dataset in the folder of its files. */
public final class ManifestStore {

  /** The name of the file; those who list data leave out what begins so. */
  public static final String NAME = "_manifest.json";

  private static final int MOST_ATTEMPTS = 20;

  private final Path folder;
  private final ConditionalFile file;

  private ManifestStore(Path folder, ConditionalFile file) {
    this.folder = folder;
    this.file = file;
  }

  /** The manifest of a folder. */
  public static ManifestStore in(Path folder, Configuration configuration) {
    var path = new Path(folder, NAME);
    try {
      var files = folder.getFileSystem(configuration);
      return new ManifestStore(
          folder,
          "file".equals(files.getUri().getScheme())
              ? new LocalFile(java.nio.file.Path.of(path.toUri().getPath()))
              : new BucketObject(files, path));
    } catch (IOException e) {
      throw RefusedStore.of(folder, e);
    }
  }

  /** What it is now. */
  public Manifest read() {
    try {
      return manifest(file.read());
    } catch (IOException e) {
      throw RefusedStore.of(folder, e);
    }
  }

  private static Manifest manifest(Optional<Content> content) {
    return content.map(each -> Manifest.parse(each.text())).orElse(Manifest.NONE);
  }

  /**
   * Changes it, whatever others change at the same time.
   *
   * @param change is applied to what the manifest is then, and throws if that does not suit it
   */
  public Manifest update(UnaryOperator<Manifest> change) {
    try {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        var seen = file.read();
        var next = change.apply(manifest(seen));
        if (next.equals(manifest(seen)) || replace(seen, next.text())) {
          return next;
        }
      }
    } catch (IOException e) {
      throw RefusedStore.of(folder, e);
    }
    throw overtaken();
  }

  // The answer to a request may be lost, and the request not; it may be sent twice, too.
  private boolean replace(Optional<Content> seen, String text) throws IOException {
    try {
      return file.replace(seen, text) || isThere(text);
    } catch (IOException e) {
      if (isThere(text)) {
        return true;
      }
      throw e;
    }
  }

  private boolean isThere(String text) throws IOException {
    return file.read().filter(content -> content.text().equals(text)).isPresent();
  }

  /** The failure of a run that another writer has overtaken. */
  public JobFailure overtaken() {
    return new JobFailure(
        ExitCode.CONCURRENT_WRITER,
        TargetTable.CONCURRENT_WRITER,
        "another writer changed the files of `" + folder + "` while this run was staged");
  }
}
