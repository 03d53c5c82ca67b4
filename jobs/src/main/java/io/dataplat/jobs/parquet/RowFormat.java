package io.dataplat.jobs.parquet;

import org.apache.iceberg.FileFormat;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.formats.FormatModel;
import org.apache.iceberg.formats.ModelWriteBuilder;
import org.apache.iceberg.formats.ReadBuilder;
import org.apache.iceberg.io.InputFile;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Parquet files of rows of Spark, written by {@link RowFile} and read as Iceberg does. */
record RowFormat(FormatModel<InternalRow, StructType> icebergs)
    implements FormatModel<InternalRow, StructType> {

  @Override
  public FileFormat format() {
    return FileFormat.PARQUET;
  }

  @Override
  public Class<InternalRow> type() {
    return InternalRow.class;
  }

  @Override
  public Class<StructType> schemaType() {
    return StructType.class;
  }

  @Override
  public ModelWriteBuilder<InternalRow, StructType> writeBuilder(EncryptedOutputFile file) {
    return new RowFileBuilder(file, icebergs.writeBuilder(file));
  }

  @Override
  public ReadBuilder<InternalRow, StructType> readBuilder(InputFile file) {
    return icebergs.readBuilder(file);
  }
}
