package io.dataplat.jobs.input;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a part of a database table; a row is good or corrupt as a whole. Each row is the same
 * object with other values.
 */
final class CopyRows implements Iterator<InternalRow> {

  private static final int CORRUPT = 0;
  private static final int FILE = 1;
  private static final int OFFSET = 2;
  private static final int RAW = 3;

  private final CopySpec spec;
  private final CopyStream stream;
  private final List<CopyForm> forms = new ArrayList<>();
  private final UTF8String table;
  private final int width;
  private final UnsafeRowWriter row;
  private @Nullable ByteBuffer record;

  CopyRows(CopySpec spec, CopyStream stream) {
    this.spec = spec;
    this.stream = stream;
    this.table = UTF8String.fromString(spec.table().text());
    this.width = spec.types().size();
    this.row = new UnsafeRowWriter(width + 4);
    for (int i = 0; i < width; i++) {
      forms.add(CopyForms.of(spec.sources().get(i), spec.types().get(i)).orElseThrow());
    }
    this.record = stream.next();
  }

  @Override
  public boolean hasNext() {
    return record != null;
  }

  @Override
  public InternalRow next() {
    if (record == null) {
      throw new NoSuchElementException();
    }
    write(record);
    record = stream.next();
    return row.getRow();
  }

  private void write(ByteBuffer fields) {
    row.reset();
    row.zeroOutNullBytes();
    var corrupt = writeColumns(fields);
    if (corrupt == null) {
      row.setNullAt(width + CORRUPT);
    } else {
      row.reset();
      for (int i = 0; i < width; i++) {
        row.setNullAt(i);
      }
      row.write(width + CORRUPT, UTF8String.fromString(corrupt));
    }
    row.setNullAt(width + RAW);
    writePlace(fields);
  }

  private @Nullable String writeColumns(ByteBuffer fields) {
    String corrupt = null;
    for (int i = 0; i < width; i++) {
      int length = fields.getInt();
      if (length < 0) {
        row.setNullAt(i);
        continue;
      }
      int at = take(fields, length);
      var form = forms.get(i);
      if (corrupt == null
          && !form.write(fields.array(), fields.arrayOffset() + at, length, row, i)) {
        corrupt = spec.names().get(i);
      }
    }
    return corrupt;
  }

  private static int take(ByteBuffer fields, int length) {
    int at = fields.position();
    fields.position(at + length);
    return at;
  }

  private void writePlace(ByteBuffer fields) {
    if (spec.hasPlaces()) {
      fields.getInt();
      row.write(width + OFFSET, RowPlace.of(fields.getInt(), fields.getShort()));
    } else {
      row.setNullAt(width + OFFSET);
    }
    if (spec.isPartitioned() && spec.hasPlaces()) {
      int length = fields.getInt();
      int at = take(fields, length);
      row.write(width + FILE, fields.array(), fields.arrayOffset() + at, length);
    } else {
      row.write(width + FILE, table);
    }
  }
}
