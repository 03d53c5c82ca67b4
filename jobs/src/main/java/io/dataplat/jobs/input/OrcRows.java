package io.dataplat.jobs.input;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** The rows of some stripes of an ORC file; a row is good or corrupt as a whole. */
final class OrcRows implements SplitRows.Rows {

  private final SourceFile file;
  private final List<ReadColumn> columns;
  private final OrcForms.Form[] forms;
  private final SourceValues values;
  private final Reader reader;
  private final RecordReader stripes;
  private final VectorizedRowBatch batch;
  private long first;
  private int at;

  OrcRows(FileSplit split, List<ReadColumn> columns, ZoneId zone, Reader reader) {
    this.file = split.file();
    this.columns = columns;
    this.reader = reader;
    this.values = new SourceValues(file, columns.size());
    var wanted = wanted(columns, reader.getSchema());
    this.forms = forms(columns, wanted, zone);
    this.batch = wanted.createRowBatch();
    this.stripes = stripes(split, wanted);
    nextBatch();
  }

  private static TypeDescription wanted(List<ReadColumn> columns, TypeDescription found) {
    var wanted = TypeDescription.createStruct();
    for (var column : columns) {
      int place = found.getFieldNames().indexOf(column.sourceName());
      wanted.addField(column.sourceName(), found.getChildren().get(place).clone());
    }
    return wanted;
  }

  private static OrcForms.Form[] forms(
      List<ReadColumn> columns, TypeDescription wanted, ZoneId zone) {
    var types = OrcTypes.struct(wanted);
    var all = new OrcForms(zone);
    var forms = new OrcForms.Form[columns.size()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = all.of(types.apply(i).dataType(), columns.get(i));
    }
    return forms;
  }

  private RecordReader stripes(FileSplit split, TypeDescription wanted) {
    try {
      return reader.rows(reader.options().schema(wanted).range(split.start(), split.length()));
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.from(file, 0, e);
    }
  }

  @Override
  public boolean hasNext() {
    return at < batch.size;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    var row = row(at);
    at++;
    if (at == batch.size) {
      nextBatch();
    }
    return row;
  }

  private void nextBatch() {
    at = 0;
    try {
      first = stripes.getRowNumber();
      if (!stripes.nextBatch(batch)) {
        batch.size = 0;
      }
    } catch (IOException | RuntimeException e) {
      throw UnreadableFile.from(file, first, e);
    }
  }

  private InternalRow row(int row) {
    @Nullable Object[] filled = values.empty();
    for (int i = 0; i < forms.length; i++) {
      try {
        filled[i] = OrcForms.read(forms[i], batch.cols[i], row);
      } catch (CorruptValueException e) {
        values.empty();
        return values.corrupt(columns.get(i).name(), first + row, null);
      }
    }
    return values.good(first + row);
  }

  @Override
  public void close() throws IOException {
    stripes.close();
    reader.close();
  }
}
