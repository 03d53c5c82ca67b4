package io.dataplat.jobs.input;

import io.dataplat.jobs.JobFailure;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.mapred.FsInput;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens the Avro files of a run as they were pinned. */
final class AvroFiles {

  private AvroFiles() {}

  /** A file whose header has been read. */
  static DataFileReader<GenericRecord> open(
      SourceFile file, GenericDatumReader<GenericRecord> records, Configuration configuration) {
    try {
      var system = file.unchanged(configuration);
      var reader = new DataFileReader<>(new FsInput(new Path(file.uri()), system), records);
      if (reader.getSchema().getType() != Schema.Type.RECORD) {
        throw UnreadableFile.notOf("Avro", file, "header");
      }
      return reader;
    } catch (JobFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.notOf("Avro", file, "header");
    }
  }
}
