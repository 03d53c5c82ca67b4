package io.dataplat.jobs.session;

import static org.apache.hadoop.fs.Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE;

import io.delta.storage.S3SingleDriverLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;

/** Keeps the log of a Delta table in S3: a version is put only where none is, by whoever it may. */
public final class ConditionalLogStore extends S3SingleDriverLogStore {

  /** A store with the settings of a session. */
  public ConditionalLogStore(Configuration configuration) {
    super(configuration);
  }

  @Override
  public void write(
      Path path, Iterator<String> actions, Boolean overwrite, Configuration configuration)
      throws IOException {
    // To close a stream is to put the object, however much of it is there.
    var text = new ByteArrayOutputStream();
    actions.forEachRemaining(
        action -> text.writeBytes((action + "\n").getBytes(StandardCharsets.UTF_8)));
    var file = path.getFileSystem(configuration).createFile(path).recursive().overwrite(overwrite);
    if (!overwrite) {
      file.must(FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true);
    }
    try (var out = file.build()) {
      text.writeTo(out);
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException | RemoteFileChangedException e) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }
}
