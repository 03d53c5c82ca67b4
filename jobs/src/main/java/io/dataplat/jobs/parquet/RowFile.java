package io.dataplat.jobs.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of rows of Spark. It has the pages, encodings, statistics and row groups of
 * Iceberg's own writer, but a value is only put beside the others of its column; what else there is
 * to do is done in one loop over a page.
 */
final class RowFile implements FileAppender<InternalRow> {

  // Of Parquet's own writer; nobody sets another.
  private static final int BOUNDS_IN_INDEX = 64;

  private final RowOutput output;
  private final FileSettings settings;
  private final MetricsConfig metricsConfig;
  private final Map<String, String> metadata;
  private final MessageType columns;
  private final ParquetProperties parquet;
  private final FieldWriter[] fields;
  private final BytesInputCompressor compressor;
  private ColumnChunkPageWriteStore pages;
  private @Nullable ParquetFileWriter writer;
  private long rows;
  private long nextLook;
  private boolean isClosed;
  private boolean isBroken;

  RowFile(
      RowOutput output,
      Schema schema,
      StructType rows,
      FileSettings settings,
      MetricsConfig metricsConfig,
      Map<String, String> metadata) {
    this.output = output;
    this.settings = settings;
    this.metricsConfig = metricsConfig;
    this.metadata = new HashMap<>(metadata);
    this.metadata.put("iceberg.schema", SchemaParser.toJson(schema));
    this.columns = ParquetSchemaUtil.convert(schema, "table");
    this.parquet = settings.parquet(schema, columns);
    this.fields = fields(rows, columns, parquet);
    this.compressor = settings.compressor();
    this.pages = begin();
  }

  private static FieldWriter[] fields(
      StructType rows, MessageType file, ParquetProperties settings) {
    var fields = new ArrayList<FieldWriter>();
    var others = new ArrayList<Integer>();
    for (int index : IntStream.range(0, rows.size()).toArray()) {
      PlainColumn.of(index, rows.apply(index).dataType(), file, settings)
          .ifPresentOrElse(fields::add, () -> others.add(index));
    }
    if (!others.isEmpty()) {
      fields.add(new OtherFields(others, rows, file, settings));
    }
    return fields.toArray(FieldWriter[]::new);
  }

  private ColumnChunkPageWriteStore begin() {
    var store =
        new ColumnChunkPageWriteStore(
            compressor,
            columns,
            parquet.getAllocator(),
            BOUNDS_IN_INDEX,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    for (var field : fields) {
      field.open(store);
    }
    rows = 0;
    nextLook = settings.checkRows().from();
    return store;
  }

  @Override
  public void add(InternalRow row) {
    try {
      for (var field : fields) {
        field.write(row);
      }
      if (++rows >= nextLook) {
        look();
      }
    } catch (RuntimeException | Error e) {
      isBroken = true;
      throw e;
    }
  }

  private void look() {
    var size = buffered();
    var left = settings.rowGroupSize() - size;
    if (left < 2 * size / rows) {
      flush();
      pages = begin();
      return;
    }
    var halfOfTheRest = left * rows / Math.max(size, 1) / 2;
    var between = settings.checkRows();
    nextLook = rows + Math.min(Math.max(halfOfTheRest, between.from()), between.to());
  }

  private long buffered() {
    long size = 0;
    for (var field : fields) {
      size += field.buffered();
    }
    return size;
  }

  private void flush() {
    if (rows == 0) {
      return;
    }
    try {
      var to = started();
      to.startBlock(rows);
      for (var field : fields) {
        field.flush();
      }
      pages.flushToFileWriter(to);
      to.endBlock();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ParquetFileWriter started() throws IOException {
    if (writer != null) {
      return writer;
    }
    var to =
        new ParquetFileWriter(
            output,
            columns,
            output.mode(),
            settings.rowGroupSize(),
            0,
            BOUNDS_IN_INDEX,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    to.start();
    writer = to;
    return to;
  }

  @Override
  public long length() {
    try {
      var written = writer == null ? 0 : writer.getPos();
      return isClosed || rows == 0 ? written : written + buffered();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable List<Long> splitOffsets() {
    return writer == null ? null : ParquetUtil.getSplitOffsets(writer.getFooter());
  }

  @Override
  public Metrics metrics() {
    if (!isClosed) {
      throw new IllegalStateException("a file that is written has no metrics yet");
    }
    return writer == null
        ? new Metrics(0L, null, null, null, null)
        : ParquetUtil.footerMetrics(
            writer.getFooter(),
            List.of(fields).stream().flatMap(FieldWriter::metrics),
            metricsConfig);
  }

  // What broke off has no end, so that nobody can take it for a file.
  @Override
  public void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try {
      if (!isBroken) {
        flush();
      }
      if (writer != null && !isBroken) {
        writer.end(metadata);
      }
    } catch (RuntimeException | IOException e) {
      isBroken = true;
      throw e;
    } finally {
      compressor.release();
      if (writer != null && isBroken) {
        writer.close();
      }
    }
  }
}
