package io.dataplat.jobs.parquet;

import static org.apache.iceberg.shaded.org.apache.parquet.column.Encoding.PLAIN;
import static org.apache.iceberg.shaded.org.apache.parquet.column.Encoding.RLE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of single values. It gathers a page of them and then encodes it: by a dictionary as long
 * as that is smaller after the first page of a row group and has room, else as they are.
 */
abstract class PlainColumn implements FieldWriter {

  // The name that pages of the first version have for it, which every reader of them knows.
  @SuppressWarnings("deprecation")
  private static final Encoding BY_DICTIONARY = Encoding.PLAIN_DICTIONARY;

  private final int index;
  private final ColumnDescriptor column;
  private final boolean isRequired;
  private final boolean hasStatistics;
  private final boolean mayHaveDictionary;
  private final int pageRows;
  private final int pageSize;
  private final PlainBytes levels = new PlainBytes();
  private final PlainBytes encoded = new PlainBytes();
  private int[] nullRows = new int[0];
  private int[] present = new int[0];
  private int[] ids = new int[0];
  private @Nullable PageWriter pages;
  private int rows;
  private int nulls;
  private boolean isByDictionary;
  private boolean isJudged;

  PlainColumn(int index, ColumnDescriptor column, ParquetProperties settings) {
    this.index = index;
    this.column = column;
    this.isRequired = column.getMaxDefinitionLevel() == 0;
    this.hasStatistics = settings.getStatisticsEnabled(column);
    this.mayHaveDictionary = settings.isDictionaryEnabled(column);
    this.pageRows = settings.getPageRowCountLimit();
    this.pageSize = settings.getPageSizeThreshold();
  }

  /** The column of a field, if it is one of single values that rows hold as the file does. */
  static Optional<PlainColumn> of(
      int index, DataType type, MessageType file, ParquetProperties settings) {
    var field = file.getType(index);
    if (!field.isPrimitive()) {
      return Optional.empty();
    }
    var column = file.getColumnDescription(new String[] {field.getName()});
    return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case BOOLEAN -> Optional.of(new FlagColumn(index, column, settings));
      case INT32, INT64 ->
          NumberColumn.reader(type, field.asPrimitiveType())
              .map(reader -> new NumberColumn(index, column, reader, settings));
      case BINARY -> TextColumn.of(index, type, column, settings);
      default -> Optional.empty();
    };
  }

  /** Puts the value that a row has at an index and says how many bytes the page now takes. */
  abstract int add(InternalRow row, int at);

  /** The values of the page in the plain encoding. */
  abstract PlainBytes plain();

  /** The bytes of that, before it is made. */
  abstract int plainSize();

  /** The least and the greatest value of the page, which has one. */
  abstract void bound(Statistics<?> statistics);

  /** The page is written. */
  abstract void clear();

  /** The values that the pages of the row group share; empty, if they never do. */
  abstract Optional<? extends ValueDictionary> dictionary();

  @Override
  public final void open(ColumnChunkPageWriteStore store) {
    pages = store.getPageWriter(column);
    isByDictionary = mayHaveDictionary && dictionary().isPresent();
    isJudged = false;
  }

  @Override
  public final void write(InternalRow row) {
    var size = 0;
    if (row.isNullAt(index)) {
      addNull();
    } else {
      size = add(row, index);
    }
    if (++rows >= pageRows || size >= pageSize) {
      writePage();
    }
  }

  private void addNull() {
    if (isRequired) {
      throw new IllegalStateException("a row has no value for the required " + column);
    }
    if (nulls == nullRows.length) {
      nullRows = Arrays.copyOf(nullRows, Math.max(64, 2 * nulls));
    }
    nullRows[nulls++] = rows;
  }

  @Override
  public final long buffered() {
    return Objects.requireNonNull(pages).getMemSize()
        + plainSize()
        + dictionary().map(dictionary -> dictionary.plain().size()).orElse(0);
  }

  @Override
  public final Stream<FieldMetrics<?>> metrics() {
    return Stream.empty();
  }

  @Override
  public final void flush() {
    if (rows > 0) {
      writePage();
    }
    dictionary().filter(dictionary -> dictionary.size() > 0).ifPresent(this::writeDictionary);
  }

  private void writeDictionary(ValueDictionary dictionary) {
    try {
      var values = BytesInput.from(dictionary.plain().copy());
      Objects.requireNonNull(pages)
          .writeDictionaryPage(new DictionaryPage(values, dictionary.size(), BY_DICTIONARY));
      dictionary.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writePage() {
    putLevels();
    var encoding = isByDictionary && putIds() ? BY_DICTIONARY : PLAIN;
    try {
      writePage(encoding == PLAIN ? plain() : encoded, encoding);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows = 0;
    nulls = 0;
    clear();
    levels.clear();
    encoded.clear();
  }

  private void writePage(PlainBytes values, Encoding encoding) throws IOException {
    Objects.requireNonNull(pages)
        .writePage(
            BytesInput.concat(levels.input(), values.input()),
            rows,
            rows,
            statistics(),
            RLE,
            RLE,
            encoding);
  }

  private Statistics<?> statistics() {
    if (!hasStatistics) {
      return Statistics.noopStats(column.getPrimitiveType());
    }
    var statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    if (rows > nulls) {
      bound(statistics);
    }
    return statistics;
  }

  // Which rows have a value: 1 for those that have, after the size of it all.
  private void putLevels() {
    if (isRequired) {
      return;
    }
    levels.putInt(0);
    if (nulls == 0) {
      RunLengths.putRun(1, rows, 1, levels);
    } else {
      present = present.length < rows ? new int[rows] : present;
      Arrays.fill(present, 0, rows, 1);
      for (int i = 0; i < nulls; i++) {
        present[nullRows[i]] = 0;
      }
      RunLengths.put(present, rows, 1, levels);
    }
    levels.setInt(0, levels.size() - Integer.BYTES);
  }

  // A page without values tells nothing of a dictionary, and must not stand without one.
  private boolean putIds() {
    var dictionary = dictionary().orElseThrow();
    if (rows == nulls && dictionary.size() == 0) {
      return false;
    }
    var known = dictionary.size();
    isByDictionary = putIds(dictionary) && (isJudged || isSmaller(dictionary));
    isJudged = true;
    if (!isByDictionary) {
      dictionary.cut(known);
    }
    return isByDictionary;
  }

  private boolean putIds(ValueDictionary dictionary) {
    var count = rows - nulls;
    ids = ids.length < count ? new int[count] : ids;
    if (!dictionary.find(ids)) {
      return false;
    }
    var width = RunLengths.width(dictionary.size() - 1);
    encoded.putByte(width);
    RunLengths.put(ids, count, width, encoded);
    return true;
  }

  private boolean isSmaller(ValueDictionary dictionary) {
    return encoded.size() + dictionary.plain().size() < plainSize();
  }
}
