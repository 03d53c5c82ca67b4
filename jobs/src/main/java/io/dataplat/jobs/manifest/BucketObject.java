package io.dataplat.jobs.manifest;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;
import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.util.functional.FutureIO;

/** An object of an S3, which the store itself replaces only under its condition. */
record BucketObject(FileSystem files, Path path) implements ConditionalFile {

  private static final int MOST_LOOKS = 10;

  @Override
  public Optional<Content> read() throws IOException {
    for (int look = 1; ; look++) {
      try {
        return Optional.of(once());
      } catch (FileNotFoundException e) {
        return Optional.empty();
      } catch (RemoteFileChangedException e) {
        if (look == MOST_LOOKS) {
          throw e;
        }
      }
    }
  }

  // To open it with a status is to read what bears its tag, or nothing.
  private Content once() throws IOException {
    var status = files.getFileStatus(path);
    try (var in = FutureIO.awaitFuture(files.openFile(path).withFileStatus(status).build())) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Content(text, ((EtagSource) status).getEtag());
    }
  }

  @Override
  public boolean replace(Optional<Content> seen, String text) throws IOException {
    var file = files.createFile(path).recursive().overwrite(seen.isPresent());
    if (seen.isPresent()) {
      file.must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE_ETAG, seen.get().tag());
    } else {
      file.must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    }
    try (var out = file.build()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException | RemoteFileChangedException e) {
      return false;
    }
  }
}
