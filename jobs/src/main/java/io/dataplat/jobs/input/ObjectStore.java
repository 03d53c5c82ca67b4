package io.dataplat.jobs.input;

import io.dataplat.jobplan.Connection;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.session.AzureStore;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.session.RefusedStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Lists the files of an object store. */
public record ObjectStore(Path root, Configuration configuration) {

  /** The store of a connection. */
  public static ObjectStore of(
      Connection connection, LocalPlaces places, Configuration configuration) {
    var path =
        connection.properties().getOrDefault("path", connection.place() == Place.LOCAL ? "." : "");
    return switch (connection.place()) {
      case LOCAL ->
          new ObjectStore(new Path("file", null, places.files(path).toString()), configuration);
      case S3 ->
          new ObjectStore(
              new Path("s3a", connection.properties().get("bucket"), "/" + path), configuration);
      case GCS ->
          new ObjectStore(
              new Path("gs", connection.properties().get("bucket"), "/" + path), configuration);
      case AZURE -> {
        var store = new AzureStore(connection);
        yield new ObjectStore(
            new Path(store.scheme(), store.authority(), "/" + path), configuration);
      }
      default ->
          throw new JobFailure(
              ExitCode.PLAN_REFUSED,
              "place-not-supported",
              "the files of `" + connection.name() + "` cannot be at `" + connection.place() + "`");
    };
  }

  /** The files of all globs, in the order of their paths; hidden ones are left out. */
  public List<SourceFile> list(List<String> globs) {
    return listed(globs).stream().map(Listed::file).toList();
  }

  /** A file, and when it was written. */
  record Listed(SourceFile file, Instant modified) {}

  /** The same, with their times. */
  List<Listed> listed(List<String> globs) {
    var files = new TreeMap<String, Listed>();
    try {
      var system = root.getFileSystem(configuration);
      for (var glob : globs) {
        for (var status : matches(system, glob)) {
          var file = sourceFile(system, status);
          var modified = Instant.ofEpochMilli(status.getModificationTime());
          files.put(file.path(), new Listed(file, modified));
        }
      }
    } catch (IOException e) {
      throw RefusedStore.of(root, e);
    }
    return List.copyOf(files.values());
  }

  /** The folders of a glob that have a file of this name, by their paths. */
  List<String> foldersWith(String glob, String name) {
    var folders = new ArrayList<String>();
    try {
      var system = root.getFileSystem(configuration);
      var place = glob.isEmpty() ? "" : "/" + glob;
      var found = system.globStatus(new Path(escape(folder(root)) + place + "/" + escape(name)));
      if (found != null) {
        for (var status : found) {
          var path = sourceFile(system, status).path();
          folders.add(path.substring(0, Math.max(0, path.length() - name.length() - 1)));
        }
      }
    } catch (IOException e) {
      throw RefusedStore.of(root, e);
    }
    return folders;
  }

  /** Whether a folder has a file of this name. */
  boolean has(String folder, String name) {
    return !foldersWith(escape(folder), name).isEmpty();
  }

  private List<FileStatus> matches(FileSystem system, String glob) throws IOException {
    var found = system.globStatus(new Path(escape(folder(root)) + "/" + glob));
    return found == null
        ? List.of()
        : Arrays.stream(found)
            .filter(FileStatus::isFile)
            .filter(status -> !isHidden(status.getPath().getName()))
            .toList();
  }

  private SourceFile sourceFile(FileSystem system, FileStatus status) {
    var base = folder(system.makeQualified(root));
    return new SourceFile(
        status.getPath().toUri().getPath().substring(base.length() + 1),
        status.getPath().toString(),
        status.getLen(),
        SourceFile.versionOf(status));
  }

  private static String folder(Path path) {
    var text = path.toUri().getPath();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }

  private static String escape(String path) {
    return path.replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
  }
}
