package io.dataplat.jobs;

import io.dataplat.jobplan.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of formats with types that are damaged, or do not fit their contract. */
class DamagedFileTest extends RefusedFiles {

  DamagedFileTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @Test
  void aDamagedParquetFileIsNamed() throws IOException {
    var good = parquet("id, concat('n', id) AS note, CAST(1.5 AS DECIMAL(12,2)) AS amount");
    var noFooter =
        "file-unreadable: the file `orders/a.parquet` is no Parquet file, or its footer is damaged";
    refused(Format.PARQUET, "a.parquet", Arrays.copyOf(good, good.length / 2), noFooter);
    refused(Format.PARQUET, "a.parquet", new byte[0], noFooter);
    refused(
        Format.PARQUET,
        "a.parquet",
        (HEADER + "1,x,1\n").getBytes(StandardCharsets.UTF_8),
        noFooter);
    var poisoned = good.clone();
    Arrays.fill(poisoned, good.length - 300, good.length - 8, (byte) 0xEE);
    refused(Format.PARQUET, "a.parquet", poisoned, noFooter);
    var longFooter = good.clone();
    longFooter[good.length - 5] = 0x7F;
    refused(Format.PARQUET, "a.parquet", longFooter, noFooter);
    var page = good.clone();
    Arrays.fill(page, 2000, 3000, (byte) 0xEE);
    refused(
        Format.PARQUET,
        "a.parquet",
        page,
        "file-unreadable: the file `file://%s/lake%s/samples/orders/a.parquet` is damaged: FAILED_READ_FILE.NO_HINT"
            .formatted(folder, lakes));
  }

  @Test
  void aDamagedOrcFileIsNamedWithTheRowWhereItsStripesEnd() throws IOException {
    var good = file("orc", "id, concat('n', id) AS note, CAST(1.5 AS DECIMAL(12,2)) AS amount");
    var noFooter =
        "file-unreadable: the file `orders/a.orc` is no ORC file, or its footer is damaged";
    refused(Format.ORC, "a.orc", Arrays.copyOf(good, good.length / 2), noFooter);
    refused(Format.ORC, "a.orc", new byte[0], noFooter);
    refused(Format.ORC, "a.orc", (HEADER + "1,x,1\n").getBytes(StandardCharsets.UTF_8), noFooter);
    var poisoned = good.clone();
    Arrays.fill(poisoned, good.length - 100, good.length - 30, (byte) 0xEE);
    refused(Format.ORC, "a.orc", poisoned, noFooter);
    var stripe = good.clone();
    Arrays.fill(stripe, 3000, 30_000, (byte) 0xEE);
    refused(
        Format.ORC,
        "a.orc",
        stripe,
        "file-unreadable: the file `orders/a.orc` cannot be read from row \\E[0-9]+\\Q on: \\E.+\\Q");
    refused(
        Format.ORC,
        "a.orc",
        file("orc", "CAST(id AS STRING) AS id, 'x' AS note, CAST(1 AS DECIMAL(12,2)) AS amount"),
        "columns-not-as-contract: the file `orders/a.orc` of `retail.files_files` has `id` of the type `STRING`, which does not widen to `BIGINT`");
  }

  @Test
  void aDamagedAvroFileIsNamedWithTheRowWhereItsBlocksEnd() throws IOException {
    var good = avro();
    var noHeader =
        "file-unreadable: the file `orders/a.avro` is no Avro file, or its header is damaged";
    refused(Format.AVRO, "a.avro", new byte[0], noHeader);
    refused(Format.AVRO, "a.avro", Arrays.copyOf(good, 60), noHeader);
    refused(Format.AVRO, "a.avro", (HEADER + "1,x,1\n").getBytes(StandardCharsets.UTF_8), noHeader);
    var rows =
        "file-unreadable: the file `orders/a.avro` cannot be read from row \\E[1-9][0-9]+\\Q on: \\E.+\\Q";
    refused(Format.AVRO, "a.avro", Arrays.copyOf(good, good.length / 2), rows);
    refused(Format.AVRO, "a.avro", Arrays.copyOf(good, good.length - 1), rows);
    var block = good.clone();
    Arrays.fill(block, good.length - 300, good.length - 200, (byte) 0xEE);
    refused(Format.AVRO, "a.avro", block, rows);
  }

  private static byte[] avro() throws IOException {
    var schema =
        SchemaBuilder.record("row")
            .fields()
            .requiredLong("id")
            .requiredString("note")
            .name("amount")
            .type(LogicalTypes.decimal(12, 2).addToSchema(Schema.create(Schema.Type.BYTES)))
            .noDefault()
            .endRecord();
    var bytes = new ByteArrayOutputStream();
    try (var writer =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
            .setCodec(CodecFactory.deflateCodec(6))
            .setSyncInterval(1000)
            .create(schema, bytes)) {
      for (long id = 0; id < 10_000; id++) {
        var record = new GenericData.Record(schema);
        record.put("id", id);
        record.put("note", "n" + id * 7919);
        record.put("amount", ByteBuffer.wrap(new byte[] {1, 0}));
        writer.append(record);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aParquetColumnThatIsMissingOrOfAnotherTypeIsNamed() throws IOException {
    var place = "columns-not-as-contract: the file `orders/a.parquet` of `retail.files_files` ";
    refused(
        Format.PARQUET,
        "a.parquet",
        parquet("CAST(id AS STRING) AS id, 'x' AS note, CAST(1.5 AS DECIMAL(12,2)) AS amount"),
        place + "has `id` of the type `STRING`, which does not widen to `BIGINT`");
    refused(
        Format.PARQUET,
        "a.parquet",
        parquet("id, 'x' AS note, CAST(1.5 AS DECIMAL(12,3)) AS amount"),
        place
            + "has `amount` of the type `DECIMAL(12,3)`, which does not widen to `DECIMAL(12,2)`");
    refused(
        Format.PARQUET, "a.parquet", parquet("id, 'x' AS note"), place + "has no column `amount`");
  }

  private byte[] parquet(String columns) throws IOException {
    return file("parquet", columns);
  }

  private byte[] file(String format, String columns) throws IOException {
    var written = folder.resolve("written" + lakes++);
    lake.session(copy(Format.PARQUET))
        .sql("SELECT " + columns + " FROM range(0, 100000, 1, 1)")
        .write()
        .format(format)
        .save(written.toString());
    try (var files = Files.list(written)) {
      var file = files.filter(each -> each.getFileName().toString().startsWith("part-"));
      return Files.readAllBytes(file.findFirst().orElseThrow());
    }
  }
}
