package io.dataplat.jobs.input;

import static io.dataplat.jobs.fixture.Columns.nested;
import static io.dataplat.jobs.fixture.Columns.nullable;
import static io.dataplat.jobs.fixture.Columns.required;
import static io.dataplat.jobs.fixture.Columns.sentAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.ContractColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in an ORC file as Spark holds it: by name, widened, and nothing rounded. */
class OrcRowsTest {

  private static final Configuration CONFIGURATION = new Configuration();
  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  private interface Fill {
    void set(VectorizedRowBatch batch);
  }

  private static SourceFile orc(Path folder, String type, int rows, Fill fill) throws IOException {
    var file = folder.resolve("a.orc");
    var schema = TypeDescription.fromString(type);
    var options =
        OrcFile.writerOptions(CONFIGURATION)
            .setSchema(schema)
            .useUTCTimestamp(true)
            .stripeSize(10_000)
            .overwrite(true);
    try (var writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
      var batch = schema.createRowBatch(rows);
      batch.size = rows;
      fill.set(batch);
      writer.addRowBatch(batch);
    }
    var modified = String.valueOf(Files.getLastModifiedTime(file).toMillis());
    return new SourceFile("a.orc", file.toUri().toString(), Files.size(file), modified);
  }

  private static List<String> read(SourceFile file, ContractColumn... columns) throws IOException {
    var split = new FileSplit(file, 0, file.length());
    var found = new ArrayList<String>();
    try (var rows =
        new OrcRows(
            split, ReadColumn.of(List.of(columns)), ZURICH, OrcFiles.open(file, CONFIGURATION))) {
      rows.forEachRemaining(row -> found.add(row.toString()));
    }
    return found;
  }

  @Test
  void columnsAreFoundByNameAndWidened(@TempDir Path folder) throws IOException {
    var file =
        orc(
            folder,
            "struct<unused:int,Amount:decimal(5,2),Id:int,half:float,place:struct<more:int,Zip:tinyint>,tags:array<varchar(5)>>",
            2,
            batch -> {
              ((DecimalColumnVector) batch.cols[1]).set(0, HiveDecimal.create("1.5"));
              ((DecimalColumnVector) batch.cols[1]).set(1, HiveDecimal.create("-999.99"));
              ((LongColumnVector) batch.cols[2]).vector[0] = -7;
              ((LongColumnVector) batch.cols[2]).vector[1] = Integer.MAX_VALUE;
              ((DoubleColumnVector) batch.cols[3]).vector[0] = 0.5;
              batch.cols[3].noNulls = false;
              batch.cols[3].isNull[1] = true;
              var place = (StructColumnVector) batch.cols[4];
              ((LongColumnVector) place.fields[1]).vector[0] = 80;
              place.noNulls = false;
              place.isNull[1] = true;
              var tags = (ListColumnVector) batch.cols[5];
              tags.lengths[0] = 2;
              tags.offsets[1] = 2;
              tags.childCount = 2;
              ((BytesColumnVector) tags.child).setVal(0, "é".getBytes(StandardCharsets.UTF_8));
              ((BytesColumnVector) tags.child).setVal(1, new byte[0]);
            });

    assertThat(
            read(
                file,
                sentAs("Id", required("id", "bigint")),
                sentAs("Amount", required("amount", "decimal(12,3)")),
                nullable("half", "double"),
                nested("place", "struct", sentAs("Zip", nullable("zip", "int"))),
                nullable("tags", "array<string>")))
        .containsExactly(
            "[-7,1.500,0.5,[80],[é,],null,a.orc,0,null]",
            "[2147483647,-999.990,null,null,[],null,a.orc,1,null]");
  }

  @Test
  void aWallClockIsReadInTheZoneOfTheFilesAndAnInstantAsItIs(@TempDir Path folder)
      throws IOException {
    var clock =
        List.of("2026-03-29T02:30:00.000001", "2026-10-25T02:30:00", "1969-12-31T23:59:58.5");
    var file =
        orc(
            folder,
            "struct<wall:timestamp,instant:timestamp with local time zone>",
            3,
            batch -> {
              for (int i = 0; i < 3; i++) {
                set((TimestampColumnVector) batch.cols[0], i, clock.get(i));
                set((TimestampColumnVector) batch.cols[1], i, clock.get(i));
              }
            });
    var wall = sentAs("wall", nullable("at", "timestamp"));
    var local = sentAs("wall", nullable("local", "timestamp_ntz"));
    var instant = nullable("instant", "timestamp");

    // A time in the gap of spring moves forward, in the overlap of autumn it is the earlier one.
    assertThat(read(file, wall, local, instant))
        .containsExactly(
            "[%s,%s,%s,null,a.orc,0,null]"
                .formatted(
                    micros("2026-03-29T01:30:00.000001Z"),
                    micros("2026-03-29T02:30:00.000001Z"),
                    micros("2026-03-29T02:30:00.000001Z")),
            "[%s,%s,%s,null,a.orc,1,null]"
                .formatted(
                    micros("2026-10-25T00:30:00Z"),
                    micros("2026-10-25T02:30:00Z"),
                    micros("2026-10-25T02:30:00Z")),
            "[%s,-1500000,-1500000,null,a.orc,2,null]".formatted(micros("1969-12-31T22:59:58.5Z")));
  }

  private static long micros(String instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
  }

  private static void set(TimestampColumnVector times, int row, String local) {
    var utc = LocalDateTime.parse(local).atOffset(ZoneOffset.UTC);
    var time = new Timestamp(utc.toInstant().toEpochMilli());
    time.setNanos(utc.getNano());
    times.set(row, time);
  }

  @Test
  void aValueThatNoColumnCanHoldMakesItsRowCorrupt(@TempDir Path folder) throws IOException {
    var file =
        orc(
            folder,
            "struct<id:int,name:string,at:timestamp>",
            3,
            batch -> {
              for (int i = 0; i < 3; i++) {
                ((LongColumnVector) batch.cols[0]).vector[i] = i;
                var bytes = i == 1 ? new byte[] {(byte) 0xE9} : new byte[] {'a'};
                ((BytesColumnVector) batch.cols[1]).setVal(i, bytes);
                set((TimestampColumnVector) batch.cols[2], i, "1970-01-01T00:00:00");
                ((TimestampColumnVector) batch.cols[2]).nanos[i] = i == 2 ? 1 : 0;
              }
            });

    assertThat(
            read(
                file,
                required("id", "int"),
                nullable("name", "string"),
                nullable("at", "timestamp_ntz")))
        .containsExactly(
            "[0,a,0,null,a.orc,0,null]",
            "[null,null,null,name,a.orc,1,null]",
            "[null,null,null,at,a.orc,2,null]");
  }

  @Test
  void howeverStripesAreSharedOutEachRowIsReadOnceWithItsNumber(@TempDir Path folder)
      throws IOException {
    var file = folder.resolve("a.orc");
    var schema = TypeDescription.fromString("struct<id:bigint>");
    var options =
        OrcFile.writerOptions(CONFIGURATION).setSchema(schema).stripeSize(1).overwrite(true);
    try (var writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
      var batch = schema.createRowBatch(1000);
      for (int stripe = 0; stripe < 20; stripe++) {
        batch.size = 1000;
        for (int i = 0; i < 1000; i++) {
          ((LongColumnVector) batch.cols[0]).vector[i] = stripe * 1000L + i;
        }
        writer.addRowBatch(batch);
        writer.writeIntermediateFooter();
      }
    }
    var modified = String.valueOf(Files.getLastModifiedTime(file).toMillis());
    var source = new SourceFile("a.orc", file.toUri().toString(), Files.size(file), modified);
    for (long size : List.of(1L, source.length() / 3, source.length())) {
      var numbers = new ArrayList<Long>();
      try (var reader = OrcFiles.open(source, CONFIGURATION)) {
        for (var split : OrcSource.splits(source, reader, size)) {
          try (var rows =
              new OrcRows(
                  split,
                  ReadColumn.of(List.of(required("id", "bigint"))),
                  ZURICH,
                  OrcFiles.open(source, CONFIGURATION))) {
            rows.forEachRemaining(
                row -> {
                  assertThat(row.getLong(3)).isEqualTo(row.getLong(0));
                  numbers.add(row.getLong(0));
                });
          }
        }
        assertThat(reader.getStripes()).hasSizeGreaterThan(1);
      }
      assertThat(numbers).hasSize(20_000).isSorted().doesNotHaveDuplicates();
    }
  }
}
