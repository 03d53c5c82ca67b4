package io.dataplat.jobs.input;

import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.jspecify.annotations.Nullable;

/** Reads records as text: any encoding, any delimiter. */
final class TextRecordForm implements RecordForm {

  private final RecordSpec<CsvFormat> spec;
  private final CsvSplit split;
  private final RecordText texts;
  private final List<FieldForms.Form> forms;

  TextRecordForm(RecordSpec<CsvFormat> spec, CsvSplit split) {
    this.spec = spec;
    this.split = split;
    this.texts = new RecordText(spec.format().encoding());
    var all = new FieldForms(spec.format(), ZoneId.of(spec.zone()));
    this.forms = spec.types().stream().map(all::ofText).toList();
  }

  @Override
  public @Nullable String write(byte[] bytes, int from, int to, UnsafeRowWriter row) {
    var text = texts.of(bytes, from, to);
    return text == null ? ENCODING : write(text, row);
  }

  private @Nullable String write(String text, UnsafeRowWriter row) {
    var fields = CsvFields.parse(spec.format(), text);
    if (fields.isEmpty()) {
      return QUOTES;
    }
    if (fields.get().size() != split.width()) {
      return FIELDS;
    }
    for (int i = 0; i < forms.size(); i++) {
      var field = fields.get().get(split.positions().get(i));
      if (!field.quoted() && field.text().equals(spec.format().nullValue())) {
        row.setNullAt(i);
      } else if (!forms.get(i).write(field.text(), row, i)) {
        return spec.names().get(i);
      }
    }
    return null;
  }
}
