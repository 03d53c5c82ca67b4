package io.dataplat.jobs.input;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.jspecify.annotations.Nullable;

/** Reads records in UTF-8 from their bytes, exactly as {@link TextRecordForm} reads their text. */
final class ByteRecordForm implements RecordForm {

  private final String[] names;
  private final int[] positions;
  private final int width;
  private final byte[] nullValue;
  private final RecordText texts;
  private final ByteFields fields;
  private final FieldForms.ByteForm[] forms;

  ByteRecordForm(RecordSpec<CsvFormat> spec, CsvSplit split) {
    this.names = spec.names().toArray(String[]::new);
    this.positions = split.positions().stream().mapToInt(position -> position).toArray();
    this.width = split.width();
    this.nullValue = spec.format().nullValue().getBytes(StandardCharsets.UTF_8);
    this.texts = new RecordText(spec.format().encoding());
    this.fields = new ByteFields(spec.format(), split.width());
    var all = new FieldForms(spec.format(), ZoneId.of(spec.zone()));
    this.forms = spec.types().stream().map(all::ofBytes).toArray(FieldForms.ByteForm[]::new);
  }

  @Override
  public @Nullable String write(byte[] bytes, int from, int to, UnsafeRowWriter row) {
    var isGrammar = fields.find(bytes, from, to);
    if (!(isGrammar && fields.areAscii()) && !texts.isText(bytes, from, to)) {
      return ENCODING;
    }
    if (!isGrammar) {
      return QUOTES;
    }
    return fields.count() == width ? write(row) : FIELDS;
  }

  private @Nullable String write(UnsafeRowWriter row) {
    for (int i = 0; i < forms.length; i++) {
      int field = positions[i];
      var bytes = fields.bytes(field);
      int from = fields.from(field);
      int to = fields.to(field);
      if (!fields.isQuoted(field) && isNull(bytes, from, to)) {
        row.setNullAt(i);
      } else if (!forms[i].write(bytes, from, to, row, i)) {
        return names[i];
      }
    }
    return null;
  }

  private boolean isNull(byte[] bytes, int from, int to) {
    return to - from == nullValue.length
        && Arrays.equals(bytes, from, to, nullValue, 0, nullValue.length);
  }
}
