package io.dataplat.jobs.gate;

import io.dataplat.jobplan.QuarantineColumn;
import io.dataplat.jobplan.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * The quarantine rows of one task, in a file that belongs to no snapshot until the run commits it.
 */
final class RejectFile {

  private static final int DIGITS = 32;

  private final Table table;
  private final GateSpec spec;
  private final Map<String, Integer> ordinals = new HashMap<>();
  private @Nullable DataWriter<Record> writer;

  RejectFile(Table table, GateSpec spec) {
    this.table = table;
    this.spec = spec;
  }

  void add(
      String gate,
      List<String> rules,
      @Nullable String position,
      @Nullable String row,
      @Nullable String raw) {
    var record = GenericRecord.create(table.schema());
    set(record, QuarantineColumn.BATCH_ID, spec.batchId());
    set(record, QuarantineColumn.RUN_ID, spec.runId());
    set(record, QuarantineColumn.DATASET, spec.dataset());
    set(record, QuarantineColumn.GATE, gate);
    set(record, QuarantineColumn.RULES, rules.stream().sorted().toList());
    set(record, QuarantineColumn.RULE_HASH, spec.ruleHash());
    set(record, QuarantineColumn.POSITION, position);
    set(record, QuarantineColumn.QUARANTINE_ID, identity(gate, position, row));
    set(record, QuarantineColumn.ROW, row);
    set(record, QuarantineColumn.RAW, raw);
    open().write(record);
  }

  /** The finished file; empty if no row was rejected. */
  Optional<DataFile> close() {
    if (writer == null) {
      return Optional.empty();
    }
    try {
      writer.close();
      return Optional.of(writer.toDataFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void set(Record record, QuarantineColumn column, @Nullable Object value) {
    record.setField(column.column(), value);
  }

  private DataWriter<Record> open() {
    var open = writer;
    if (open == null) {
      open = create();
      writer = open;
    }
    return open;
  }

  private DataWriter<Record> create() {
    var name = "quarantine-" + UUID.randomUUID() + ".parquet";
    var file = table.io().newOutputFile(table.locationProvider().newDataLocation(name));
    try {
      return Parquet.writeData(file)
          .forTable(table)
          .createWriterFunc(GenericParquetWriter::create)
          .overwrite()
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Rows without a position are told apart by counting equal ones.
  private String identity(String gate, @Nullable String position, @Nullable String row) {
    var place = position != null ? position : String.valueOf(row);
    var ordinal = ordinals.merge(place, 1, Integer::sum);
    var text = spec.batchId() + "\n" + gate + "\n" + place + "\n" + ordinal;
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
