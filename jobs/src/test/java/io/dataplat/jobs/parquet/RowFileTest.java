package io.dataplat.jobs.parquet;

import static io.dataplat.jobs.fixture.Columns.amounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.fixture.Lake;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.encryption.EncryptionKeyMetadata;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.spark.data.SparkParquetWriters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in files: whatever their values, the bytes are those that Iceberg's own writer makes. */
class RowWriterTest {

  private static final StructType TYPES =
      StructType.fromDDL(
          """
          id BIGINT NOT NULL, name STRING NOT NULL, flag BOOLEAN, few SMALLINT, number INT, big BIGINT,
          half FLOAT, whole DOUBLE, cents DECIMAL(9,2), amount DECIMAL(18,4), huge DECIMAL(38,6),
          day DATE, at TIMESTAMP, local TIMESTAMP_NTZ, text STRING, bytes BINARY,
          tags ARRAY<STRING>, counts MAP<STRING, INT>, place STRUCT<x: INT, label: STRING>
          """);

  private record Written(ByteBuffer bytes, DataFile file) {}

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void filesAndWhatIsKnownOfThemAreThoseOfIcebergsWriter(boolean isUnsafe) throws IOException {
    var rows = rows(5_000, isUnsafe);

    var ours = write(rows, file -> new RowWriter(TYPES, file));
    var theirs = write(rows, file -> SparkParquetWriters.buildWriter(TYPES, file));

    assertThat(ours.bytes()).isEqualTo(theirs.bytes());
    assertThat(ours.bytes().remaining()).isGreaterThan(100_000);
    assertThat(ours.file()).usingRecursiveComparison().isEqualTo(theirs.file());
    assertThat(ours.file().nanValueCounts().values()).anyMatch(count -> count > 0);
  }

  @Test
  void aRowWithoutARequiredValueIsNoZero() {
    var row = new GenericInternalRow(TYPES.size());
    row.update(0, 1L);

    assertThatThrownBy(() -> write(List.of(row), file -> new RowWriter(TYPES, file)))
        .hasMessageContaining("a row has no value for the required [name]");
  }

  @Test
  void aSessionHasItsTablesWrittenSo(@TempDir Path folder) {
    var plan = new PlanFixture().table("events", ReadMode.FULL, "", "", amounts()).build();
    new Lake(folder).session(plan);

    assertThatThrownBy(RowWriterTest::writeAsSparkDoes)
        .hasMessageContaining("a row has no value for the required [id]");
  }

  @Test
  void pluginsOfOthersStay() {
    assertThat(ParquetRows.beside("org.example.Accelerator"))
        .isEqualTo("org.example.Accelerator,io.dataplat.jobs.parquet.ParquetRows");
  }

  private static void writeAsSparkDoes() throws IOException {
    var file =
        EncryptedFiles.encryptedOutput(new InMemoryOutputFile(), EncryptionKeyMetadata.EMPTY);
    try (DataWriter<InternalRow> writer =
        FormatModelRegistry.<InternalRow, StructType>dataWriteBuilder(
                FileFormat.PARQUET, InternalRow.class, file)
            .schema(SparkSchemaUtil.convert(TYPES))
            .engineSchema(TYPES)
            .spec(PartitionSpec.unpartitioned())
            .build()) {
      writer.write(new GenericInternalRow(TYPES.size()));
    }
  }

  private static Written write(
      List<? extends InternalRow> rows, Function<MessageType, ParquetValueWriter<?>> writer)
      throws IOException {
    var file = new InMemoryOutputFile("rows.parquet");
    DataWriter<InternalRow> to =
        Parquet.writeData(file)
            .schema(SparkSchemaUtil.convert(TYPES))
            .withSpec(PartitionSpec.unpartitioned())
            .createWriterFunc(writer)
            .build();
    try (to) {
      rows.forEach(to::write);
    }
    return new Written(ByteBuffer.wrap(file.toByteArray()), to.toDataFile());
  }

  private static List<InternalRow> rows(int count, boolean isUnsafe) {
    var random = new Random(7);
    var unsafe = UnsafeProjection.create(TYPES);
    var rows = new ArrayList<InternalRow>();
    for (int i = 0; i < count; i++) {
      var row = row(random, i);
      rows.add(isUnsafe ? unsafe.apply(row).copy() : row);
    }
    return rows;
  }

  private static GenericInternalRow row(Random random, long id) {
    var values = new ArrayList<Object>(List.of(id, text(random)));
    values.addAll(scalars(random));
    values.add(new GenericArrayData(new Object[] {text(random), null}));
    values.add(
        new ArrayBasedMapData(
            new GenericArrayData(new Object[] {text(random)}),
            new GenericArrayData(new Object[] {random.nextInt()})));
    values.add(new GenericInternalRow(new Object[] {random.nextInt(9), text(random)}));
    IntStream.range(2, values.size())
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
        text(random),
        new byte[] {(byte) random.nextInt(), 0, -1});
  }

  // Some often, so that there are dictionaries, and some never again.
  private static UTF8String text(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> UTF8String.fromString("");
      case 1 -> UTF8String.fromString("Zürich \uD83D\uDE80 " + random.nextInt(20));
      default -> UTF8String.fromString(Long.toString(random.nextLong(), 36).repeat(3));
    };
  }
}
