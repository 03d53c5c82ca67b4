package io.dataplat.jobs.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.encryption.NativeEncryptionOutputFile;
import org.apache.iceberg.formats.ModelWriteBuilder;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter.Mode;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link RowFile}, or Iceberg's own writer for what is none: files of deletes, encrypted
 * ones, and those with settings of {@link FileSettings} that are not ours.
 */
final class RowFileBuilder implements ModelWriteBuilder<InternalRow, StructType> {

  private final EncryptedOutputFile file;
  private final ModelWriteBuilder<InternalRow, StructType> icebergs;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> metadata = new HashMap<>();
  private boolean isData;
  private boolean isEncrypted;
  private Mode mode = Mode.CREATE;
  private MetricsConfig metrics = MetricsConfig.getDefault();
  private @Nullable Schema schema;
  private @Nullable StructType rows;

  RowFileBuilder(EncryptedOutputFile file, ModelWriteBuilder<InternalRow, StructType> icebergs) {
    this.file = file;
    this.icebergs = icebergs;
    this.isEncrypted = file instanceof NativeEncryptionOutputFile;
  }

  @Override
  public FileAppender<InternalRow> build() throws IOException {
    var own = FileSettings.of(settings);
    if (!isData || isEncrypted || schema == null || rows == null || own.isEmpty()) {
      return icebergs.build();
    }
    // Columns of a type that has no values are in the rows only.
    if (rows.size() != schema.columns().size()) {
      return icebergs.build();
    }
    var to = new RowOutput(file.encryptingOutputFile(), mode);
    return new RowFile(to, schema, rows, own.get(), metrics, metadata);
  }

  @Override
  public RowFileBuilder schema(Schema schema) {
    this.schema = schema;
    icebergs.schema(schema);
    return this;
  }

  @Override
  public RowFileBuilder engineSchema(StructType rows) {
    this.rows = rows;
    icebergs.engineSchema(rows);
    return this;
  }

  @Override
  public RowFileBuilder set(String property, String value) {
    settings.put(property, value);
    icebergs.set(property, value);
    return this;
  }

  @Override
  public RowFileBuilder meta(String property, String value) {
    metadata.put(property, value);
    icebergs.meta(property, value);
    return this;
  }

  @Override
  public RowFileBuilder content(FileContent content) {
    isData = content == FileContent.DATA;
    icebergs.content(content);
    return this;
  }

  @Override
  public RowFileBuilder metricsConfig(MetricsConfig metrics) {
    this.metrics = metrics;
    icebergs.metricsConfig(metrics);
    return this;
  }

  @Override
  public RowFileBuilder overwrite() {
    mode = Mode.OVERWRITE;
    icebergs.overwrite();
    return this;
  }

  @Override
  public RowFileBuilder withFileEncryptionKey(ByteBuffer key) {
    isEncrypted = true;
    icebergs.withFileEncryptionKey(key);
    return this;
  }

  @Override
  public RowFileBuilder withAADPrefix(ByteBuffer prefix) {
    isEncrypted = true;
    icebergs.withAADPrefix(prefix);
    return this;
  }
}
