package io.dataplat.jobs.input;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of one split of a file of JSON lines; a record is good or corrupt as a whole. */
final class JsonRows extends LineRows {

  private final JsonRecords records;
  private final SourceFile file;
  private final boolean keepRaw;
  private final RecordText texts = new RecordText(StandardCharsets.UTF_8.name());
  private final SourceValues values;

  JsonRows(JsonRecords records, FileSplit split, LineReader lines, boolean keepRaw) {
    super(split, lines, LineReader::next, split.start() > 0);
    this.records = records;
    this.file = split.file();
    this.keepRaw = keepRaw;
    this.values = new SourceValues(file, records.width());
  }

  @Override
  InternalRow row(LineReader lines) {
    var corrupt = records.read(lines.bytes(), lines.from(), lines.to(), values.empty());
    if (corrupt == null) {
      return values.good(lines.lineStart());
    }
    if (corrupt.equals(JsonRecords.UNKNOWN_FIELD)) {
      throw UnreadableFile.unknownField(file, lines.lineStart());
    }
    var raw = keepRaw ? texts.lossless(lines.bytes(), lines.from(), lines.to()) : null;
    return values.corrupt(corrupt, lines.lineStart(), raw);
  }
}
