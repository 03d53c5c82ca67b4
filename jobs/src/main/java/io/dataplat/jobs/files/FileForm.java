package io.dataplat.jobs.files;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How rows are written in a format. */
interface FileForm extends Serializable {

  /** A new file without rows. */
  OpenFile create(Path path, Configuration configuration) throws IOException;
}
