package io.dataplat.jobs.input;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** The rows of an Avro file; a record is good or corrupt as a whole. */
final class AvroRows implements SplitRows.Rows {

  private final SourceFile file;
  private final List<ReadColumn> columns;
  private final DataFileReader<GenericRecord> reader;
  private final AvroForms.Form[] forms;
  private final SourceValues values;
  private @Nullable GenericRecord record;
  private long number = -1;
  private boolean hasNext;

  AvroRows(SourceFile file, List<ReadColumn> columns, Configuration configuration) {
    this.file = file;
    this.columns = columns;
    this.values = new SourceValues(file, columns.size());
    var records = new GenericDatumReader<GenericRecord>();
    this.reader = AvroFiles.open(file, records, configuration);
    var wanted = wanted(columns, reader.getSchema());
    records.setExpected(wanted);
    this.forms = new AvroForms.Form[columns.size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = AvroForms.of(wanted.getFields().get(i).schema(), columns.get(i));
    }
    advance();
  }

  // What nobody wants is skipped, not made.
  private static Schema wanted(List<ReadColumn> columns, Schema found) {
    var fields = new ArrayList<Schema.Field>();
    for (var column : columns) {
      var field = found.getField(column.sourceName());
      fields.add(new Schema.Field(field.name(), field.schema()));
    }
    var wanted = Schema.createRecord(found.getName(), "", found.getNamespace(), false);
    wanted.setFields(fields);
    return wanted;
  }

  @Override
  public boolean hasNext() {
    return hasNext;
  }

  @Override
  public InternalRow next() {
    if (!hasNext || record == null) {
      throw new NoSuchElementException();
    }
    var row = row(record);
    advance();
    return row;
  }

  private void advance() {
    number++;
    try {
      hasNext = reader.hasNext();
      if (hasNext) {
        record = reader.next(record);
      } else if (reader.previousSync() < file.length()) {
        // To the library a block that breaks off is the end of the file.
        throw new EOFException();
      }
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.from(file, number, e);
    }
  }

  private InternalRow row(GenericRecord found) {
    @Nullable Object[] filled = values.empty();
    for (int i = 0; i < forms.length; i++) {
      try {
        filled[i] = AvroForms.read(forms[i], found.get(i));
      } catch (CorruptValueException e) {
        values.empty();
        return values.corrupt(columns.get(i).name(), number, null);
      }
    }
    return values.good(number);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
