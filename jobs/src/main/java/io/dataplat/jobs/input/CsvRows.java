package io.dataplat.jobs.input;

/** The rows of one split of a CSV file. */
final class CsvRows extends TextRows {

  CsvRows(RecordSpec<CsvFormat> spec, CsvSplit split, LineReader lines) {
    this(
        spec,
        split,
        lines,
        ByteFields.fit(spec.format())
            ? new ByteRecordForm(spec, split)
            : new TextRecordForm(spec, split));
  }

  CsvRows(RecordSpec<CsvFormat> spec, CsvSplit split, LineReader lines, RecordForm form) {
    super(spec, split.part(), lines, CsvCut.of(spec.format()), form);
  }
}
