package io.dataplat.jobs.files;

import io.dataplat.jobs.session.RefusedStore;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rows of each task into a file that only this attempt at the task writes. Nothing is
 * renamed: what counts is the list of those that came back.
 *
 * @param path where the files go, with an asterisk for what tells them apart
 */
record FileTask(FileForm form, SerializableConfiguration configuration, String path)
    implements Serializable {

  /**
   * A file that is complete.
   *
   * @param name what stands for the asterisk
   */
  record Written(String name, long rows, long bytes) implements Serializable {}

  /** The file of a task; none if it has no rows. */
  Iterator<Written> write(int task, Iterator<InternalRow> rows) {
    return rows.hasNext()
        ? List.of(written(task, TaskContext.get().taskAttemptId(), rows)).iterator()
        : Collections.emptyIterator();
  }

  /** A file that only says of which form it is. */
  Written empty() {
    return written(0, 0, Collections.emptyIterator());
  }

  private Written written(int task, long attempt, Iterator<InternalRow> rows) {
    var name = String.format(Locale.ROOT, "%05d-%d", task, attempt);
    var file = new Path(path.replace("*", name));
    try {
      var count = write(file, rows);
      var status = file.getFileSystem(configuration.value()).getFileStatus(file);
      return new Written(name, count, status.getLen());
    } catch (IOException e) {
      throw RefusedStore.of(file, e);
    }
  }

  private long write(Path file, Iterator<InternalRow> rows) throws IOException {
    long count = 0;
    try (var out = form.create(file, configuration.value())) {
      while (rows.hasNext()) {
        out.write(rows.next());
        count++;
      }
    }
    return count;
  }
}
