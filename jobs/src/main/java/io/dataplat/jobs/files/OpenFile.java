package io.dataplat.jobs.files;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;

/** A file that rows are written into, one after the other. */
interface OpenFile extends Closeable {

  void write(InternalRow row) throws IOException;
}
