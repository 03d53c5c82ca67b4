package io.dataplat.jobs.parquet;

import static io.dataplat.jobs.fixture.Columns.amounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Files;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptionKeyMetadata;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.data.SparkParquetReaders;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.iceberg.spark.data.vectorized.VectorizedSparkParquetReaders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows in files: every reader finds those that were written, and what is kept of them beside is
 * what Iceberg's own writer keeps.
 */
class RowFileTest {

  private static final StructType TYPES =
      StructType.fromDDL(
          """
          id BIGINT NOT NULL, name STRING NOT NULL, flag BOOLEAN, few SMALLINT, number INT, big BIGINT,
          half FLOAT, whole DOUBLE, cents DECIMAL(9,2), amount DECIMAL(18,4), huge DECIMAL(38,6),
          day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, text STRING, state STRING NOT NULL, never STRING,
          late BIGINT, bytes BINARY, tags ARRAY<STRING>, counts MAP<STRING, INT>,
          place STRUCT<x: INT, label: STRING>
          """);

  private static final StructType READABLE =
      SparkSchemaUtil.convert(SparkSchemaUtil.convert(TYPES));

  // What the vectorised reader takes: no values in values.
  private static final StructType FLAT = new StructType(Arrays.copyOf(READABLE.fields(), 19));

  private static SparkSession session;

  private final Path folder;

  RowFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void session(@TempDir Path lake) {
    var plan = new PlanFixture().table("events", ReadMode.FULL, "", "", amounts()).build();
    session = new Lake(lake).session(plan);
  }

  @ParameterizedTest(
      name =
          "{0} rows, pages of {1} rows and {2} bytes, dictionaries of {3}, row groups of {4}, {5}")
  @CsvSource({
    "20000, 20000, 1048576, 2097152, 134217728, zstd",
    "5000, 1000, 1048576, 2097152, 134217728, zstd",
    "3000, 7, 100000, 100000, 300000, snappy",
    "3000, 999, 500, 300, 100000, gzip",
    "2000, 20000, 1048576, 4096, 50000, uncompressed",
    "505, 505, 64, 1, 1000, zstd",
    "1, 20000, 1048576, 2097152, 134217728, zstd",
    "0, 20000, 1048576, 2097152, 134217728, zstd",
  })
  void everyReaderFindsTheRows(
      int count, int pageRows, int pageSize, int dictionary, int rowGroup, String codec)
      throws IOException {
    var settings =
        Map.of(
            "write.parquet.page-row-limit", "" + pageRows,
            "write.parquet.page-size-bytes", "" + pageSize,
            "write.parquet.dict-size-bytes", "" + dictionary,
            "write.parquet.row-group-size-bytes", "" + rowGroup,
            "write.parquet.compression-codec", codec);
    var rows = rows(count);

    var ours = write(rows, TYPES, settings, "ours.parquet");
    var theirs = writeByIceberg(rows);

    assertThat(ours.recordCount()).isEqualTo(count);
    if (count > 0) {
      assertThat(read(ours)).containsExactlyElementsOf(readable(rows, READABLE));
      assertThat(readVectorised(write(readable(rows, FLAT), FLAT, settings, "flat.parquet")))
          .containsExactlyElementsOf(readable(rows, FLAT));
      assertThat(readBySpark(ours)).isEqualTo(readBySpark(theirs));
    }
    assertThat(ours)
        .usingRecursiveComparison()
        .ignoringFields("filePath", "fileSizeInBytes", "columnSizes", "splitOffsets")
        .isEqualTo(theirs);
  }

  @Test
  void rowsThatAreNotSparksOwnAreWrittenToo() throws IOException {
    var file = write(plainRows(500), TYPES, Map.of(), "rows.parquet");

    assertThat(read(file)).containsExactlyElementsOf(readable(rows(500), READABLE));
  }

  @Test
  void whatRepeatsIsWrittenByADictionaryAndWhatDoesNotIsNot() throws IOException {
    var file = write(rows(5_000), TYPES, Map.of(), "rows.parquet");

    assertThat(encodings(file, "state")).contains("PLAIN_DICTIONARY").doesNotContain("PLAIN");
    assertThat(encodings(file, "id")).contains("PLAIN").doesNotContain("PLAIN_DICTIONARY");
    assertThat(encodings(file, "never")).doesNotContain("PLAIN_DICTIONARY");
    assertThat(file.fileSizeInBytes())
        .isBetween(100_000L, 105L * writeByIceberg(rows(5_000)).fileSizeInBytes() / 100);
  }

  @Test
  void columnsWithoutBoundsOrDictionariesHaveNone() throws IOException {
    var settings =
        Map.of(
            "write.parquet.stats-enabled.column.name", "false",
            "write.parquet.dict-encoding-enabled.column.state", "false");

    var file = write(rows(5_000), TYPES, settings, "rows.parquet");

    var name = SparkSchemaUtil.convert(TYPES).findField("name").fieldId();
    var state = SparkSchemaUtil.convert(TYPES).findField("state").fieldId();
    assertThat(file.lowerBounds()).doesNotContainKey(name).containsKey(state);
    assertThat(encodings(file, "state")).doesNotContain("PLAIN_DICTIONARY");
    assertThat(read(file)).containsExactlyElementsOf(readable(rows(5_000), READABLE));
  }

  @Test
  void tablesThatWantAnotherFormGetIcebergsWriter() throws IOException {
    var v2 = write(rows(50), TYPES, Map.of("write.parquet.page-version", "v2"), "v2.parquet");

    assertThat(encodings(v2, "state")).contains("RLE_DICTIONARY");
    assertThat(read(v2)).containsExactlyElementsOf(readable(rows(50), READABLE));
  }

  @Test
  void aRowWithoutARequiredValueIsNoZeroAndItsFileHasNoEnd() throws IOException {
    var file = output("broken.parquet");
    var row = new GenericInternalRow(TYPES.size());
    row.update(0, 1L);

    assertThatThrownBy(
            () ->
                write(
                    List.of(rows(1).get(0), row),
                    TYPES,
                    Map.of(
                        "write.parquet.row-group-check-min-record-count",
                        "1",
                        "write.parquet.row-group-size-bytes",
                        "1"),
                    "broken.parquet"))
        .hasMessageContaining("a row has no value for the required [name]");
    assertThatThrownBy(() -> footer(file.location())).hasMessageContaining("is not a Parquet file");
  }

  @Test
  void pluginsOfOthersStay() {
    assertThat(ParquetRows.beside("org.example.Accelerator"))
        .isEqualTo("org.example.Accelerator,io.dataplat.jobs.parquet.ParquetRows");
  }

  private static OutputFile named(Path file) {
    return Files.localOutput(file.toFile());
  }

  private OutputFile output(String name) {
    return named(folder.resolve(name));
  }

  // As Spark's tasks do, so that this also shows that a session has its tables written so.
  private DataFile write(
      List<? extends InternalRow> rows, StructType types, Map<String, String> settings, String name)
      throws IOException {
    var file = EncryptedFiles.encryptedOutput(output(name), EncryptionKeyMetadata.EMPTY);
    var all = new HashMap<>(Map.of("write.parquet.compression-codec", "zstd"));
    all.putAll(settings);
    DataWriter<InternalRow> writer =
        FormatModelRegistry.<InternalRow, StructType>dataWriteBuilder(
                FileFormat.PARQUET, InternalRow.class, file)
            .schema(SparkSchemaUtil.convert(types))
            .engineSchema(types)
            .setAll(all)
            .spec(PartitionSpec.unpartitioned())
            .build();
    try (writer) {
      rows.forEach(writer::write);
    }
    return writer.toDataFile();
  }

  private DataFile writeByIceberg(List<UnsafeRow> rows) throws IOException {
    DataWriter<InternalRow> writer =
        Parquet.writeData(output("theirs.parquet"))
            .schema(SparkSchemaUtil.convert(TYPES))
            .set("write.parquet.compression-codec", "zstd")
            .withSpec(PartitionSpec.unpartitioned())
            .createWriterFunc(file -> SparkParquetWriters.buildWriter(TYPES, file))
            .build();
    try (writer) {
      rows.forEach(writer::write);
    }
    return writer.toDataFile();
  }

  private static List<UnsafeRow> read(DataFile file) throws IOException {
    var schema = SparkSchemaUtil.convert(READABLE);
    try (CloseableIterable<InternalRow> rows =
        Parquet.read(Files.localInput(file.location()))
            .project(schema)
            .createReaderFunc(type -> SparkParquetReaders.buildReader(schema, type))
            .build()) {
      return unsafe(rows, READABLE);
    }
  }

  private static List<Row> readBySpark(DataFile file) {
    return session.read().parquet(file.location()).collectAsList();
  }

  private static List<UnsafeRow> readVectorised(DataFile file) throws IOException {
    var schema = SparkSchemaUtil.convert(FLAT);
    var found = new ArrayList<UnsafeRow>();
    try (CloseableIterable<ColumnarBatch> batches =
        Parquet.read(Files.localInput(file.location()))
            .project(schema)
            .recordsPerBatch(700)
            .createBatchedReaderFunc(
                type -> VectorizedSparkParquetReaders.buildReader(schema, type, Map.of()))
            .build()) {
      batches.forEach(batch -> found.addAll(unsafe(batch::rowIterator, FLAT)));
    }
    return found;
  }

  private static List<UnsafeRow> unsafe(Iterable<InternalRow> rows, StructType types) {
    var unsafe = UnsafeProjection.create(types);
    var found = new ArrayList<UnsafeRow>();
    rows.forEach(row -> found.add(unsafe.apply(row).copy()));
    return found;
  }

  // Iceberg knows no shorter number than an int.
  private static List<UnsafeRow> readable(List<UnsafeRow> rows, StructType types) {
    return unsafe(rows.stream().map(row -> readable(row, types)).toList(), types);
  }

  private static InternalRow readable(UnsafeRow row, StructType types) {
    var values = new Object[types.size()];
    Arrays.setAll(
        values,
        index -> row.isNullAt(index) ? null : row.get(index, TYPES.apply(index).dataType()));
    if (values[3] instanceof Short few) {
      values[3] = few.intValue();
    }
    return new GenericInternalRow(values);
  }

  private static ParquetMetadata footer(String location) throws IOException {
    var file =
        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(location), new Configuration(false));
    try (var reader = ParquetFileReader.open(file)) {
      return reader.getFooter();
    }
  }

  private static List<String> encodings(DataFile file, String column) throws IOException {
    return footer(file.location()).getBlocks().stream()
        .flatMap(block -> block.getColumns().stream())
        .filter(chunk -> chunk.getPath().toDotString().equals(column))
        .flatMap(chunk -> chunk.getEncodings().stream())
        .map(Encoding::name)
        .toList();
  }

  private static List<UnsafeRow> rows(int count) {
    return unsafe(List.copyOf(plainRows(count)), TYPES);
  }

  private static List<InternalRow> plainRows(int count) {
    var random = new Random(7);
    var rows = new ArrayList<InternalRow>();
    for (int i = 0; i < count; i++) {
      rows.add(row(random, i, count));
    }
    return rows;
  }

  private static GenericInternalRow row(Random random, int id, int of) {
    var values = new ArrayList<Object>(List.of((long) id, text(random)));
    values.addAll(scalars(random));
    values.add(UTF8String.fromString(id / 100 % 2 == 0 ? "open" : "state " + random.nextInt(300)));
    values.add(null);
    values.add(id < of / 2 ? null : (long) id / 1_000);
    values.add(new byte[] {(byte) random.nextInt(), 0, -1});
    values.add(new GenericArrayData(new Object[] {text(random), null}));
    values.add(
        new ArrayBasedMapData(
            new GenericArrayData(new Object[] {text(random)}),
            new GenericArrayData(new Object[] {random.nextInt()})));
    values.add(new GenericInternalRow(new Object[] {random.nextInt(9), text(random)}));
    IntStream.range(2, values.size())
        .filter(index -> index != 15)
        .filter(index -> random.nextInt(5) == 0)
        .forEach(index -> values.set(index, null));
    return new GenericInternalRow(values.toArray());
  }

  private static List<Object> scalars(Random random) {
    return List.of(
        random.nextBoolean(),
        (short) random.nextInt(),
        random.nextInt(),
        random.nextLong(),
        random.nextInt(50) == 0 ? Float.NaN : random.nextFloat(),
        random.nextInt(50) == 0 ? Double.NEGATIVE_INFINITY : -random.nextDouble(),
        Decimal.apply(random.nextLong(-999_999_999, 1_000_000_000), 9, 2),
        Decimal.apply(random.nextLong(-999_999_999_999L, 1_000_000_000_000L), 18, 4),
        Decimal.apply(random.nextLong(), 38, 6),
        random.nextInt(-40_000, 40_000),
        random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L),
        random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L),
        text(random));
  }

  // Some often, so that there are dictionaries, and some never again.
  private static UTF8String text(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> UTF8String.fromString("");
      case 1 -> UTF8String.fromString("Zürich \uD83D\uDE80 " + random.nextInt(20));
      case 2 -> UTF8String.fromString("a\0".repeat(random.nextInt(6)) + "\uFFFD");
      default -> UTF8String.fromString(Long.toString(random.nextLong(), 36).repeat(3));
    };
  }
}
