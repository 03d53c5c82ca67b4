package io.dataplat.jobs.files;

import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.Compression;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.input.CsvText;
import io.dataplat.jobs.input.TypedRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Rows as records of CSV, in the dialect of their dataset and compressed as their path says. */
record CsvForm(CsvFormat format, String zone, StructType schema) implements FileForm {

  @Override
  public OpenFile create(Path path, Configuration configuration) throws IOException {
    var bytes = path.getFileSystem(configuration).create(path, true);
    var text = new BufferedOutputStream(Compression.create(path.getName(), bytes));
    var file = new CsvFile(text, new CsvText(format, ZoneId.of(zone)), schema);
    if (format.header()) {
      file.write(Stream.of(schema.names()).map(file.text::field).toList());
    }
    return file;
  }

  private static final class CsvFile implements OpenFile {

    private final OutputStream bytes;
    private final CsvText text;
    private final StructType schema;
    private final CharsetEncoder encoder;

    // An encoder that is told nothing refuses what it cannot write.
    CsvFile(OutputStream bytes, CsvText text, StructType schema) {
      this.bytes = bytes;
      this.text = text;
      this.schema = schema;
      this.encoder = Charset.forName(text.format().encoding()).newEncoder();
    }

    @Override
    public void write(InternalRow row) throws IOException {
      var fields = new ArrayList<String>();
      for (int i = 0; i < schema.size(); i++) {
        fields.add(text.field(TypedRow.value(row, i, schema.fields()[i].dataType())));
      }
      write(fields);
    }

    private void write(List<String> fields) throws IOException {
      for (int i = 0; i < fields.size(); i++) {
        if (!text.format().multiline() && fields.get(i).indexOf('\n') >= 0) {
          throw notWritable(schema.names()[i], "a line feed, which wants `multiline`");
        }
      }
      try {
        var line = encoder.encode(CharBuffer.wrap(text.line(fields)));
        bytes.write(line.array(), line.arrayOffset(), line.remaining());
      } catch (CharacterCodingException e) {
        throw notWritable(
            String.join("`, `", schema.names()), "a sign that " + encoder.charset() + " lacks");
      }
    }

    // Rows of steps were judged before; a name, or what the job itself fills in, was not.
    private static JobFailure notWritable(String columns, String what) {
      return new JobFailure(
          ExitCode.INPUT_REFUSED,
          "value-not-writable",
          "a CSV file cannot hold a value or the name of `%s`: it has %s".formatted(columns, what));
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
