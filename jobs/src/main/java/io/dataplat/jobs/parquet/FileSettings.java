package io.dataplat.jobs.parquet;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.parquet.ParquetCodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.util.PropertyUtil;

/**
 * What a table says of its Parquet files, sizes in bytes.
 *
 * @param checkRows the fewest and the most rows between two looks at the size of a row group
 * @param statistics whether there are bounds, by the name of a column; else there are
 * @param dictionaries whether there may be a dictionary, by the name of a column; else there may
 */
record FileSettings(
    int rowGroupSize,
    int pageSize,
    int pageRows,
    int dictionarySize,
    Range checkRows,
    String codec,
    Optional<String> level,
    Map<String, String> statistics,
    Map<String, String> dictionaries) {

  // Each of them changes what is in a file; who sets one gets Iceberg's writer.
  private static final List<String> OF_ICEBERGS_WRITER_ONLY =
      List.of(TableProperties.PARQUET_BLOOM_FILTER_COLUMN_ENABLED_PREFIX, "parquet.");

  /** Two numbers of rows; the second is not the smaller one. */
  record Range(int from, int to) {
    Range {
      to = Math.max(from, to);
    }
  }

  /** The settings among a table's properties; empty, if one of them is none of ours. */
  static Optional<FileSettings> of(Map<String, String> table) {
    return isForOther(table) ? Optional.empty() : Optional.of(read(table));
  }

  private static boolean isForOther(Map<String, String> table) {
    return !table.getOrDefault(TableProperties.PARQUET_PAGE_VERSION, "v1").equalsIgnoreCase("v1")
        || PropertyUtil.propertyAsBoolean(table, TableProperties.PARQUET_SHRED_VARIANTS, false)
        || PropertyUtil.propertyAsBoolean(
            table, TableProperties.PARQUET_ROW_GROUP_SIZE_TRACK_UNCOMPRESSED, false)
        || table.keySet().stream()
            .anyMatch(key -> OF_ICEBERGS_WRITER_ONLY.stream().anyMatch(key::startsWith));
  }

  private static FileSettings read(Map<String, String> table) {
    return new FileSettings(
        number(
            table,
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT),
        number(
            table,
            TableProperties.PARQUET_PAGE_SIZE_BYTES,
            TableProperties.PARQUET_PAGE_SIZE_BYTES_DEFAULT),
        number(
            table,
            TableProperties.PARQUET_PAGE_ROW_LIMIT,
            TableProperties.PARQUET_PAGE_ROW_LIMIT_DEFAULT),
        number(
            table,
            TableProperties.PARQUET_DICT_SIZE_BYTES,
            TableProperties.PARQUET_DICT_SIZE_BYTES_DEFAULT),
        new Range(
            number(
                table,
                TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT,
                TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT_DEFAULT),
            number(
                table,
                TableProperties.PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT,
                TableProperties.PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT_DEFAULT)),
        table.getOrDefault(
            TableProperties.PARQUET_COMPRESSION, TableProperties.PARQUET_COMPRESSION_DEFAULT),
        Optional.ofNullable(table.get(TableProperties.PARQUET_COMPRESSION_LEVEL)),
        PropertyUtil.propertiesWithPrefix(
            table, TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX),
        PropertyUtil.propertiesWithPrefix(
            table, TableProperties.PARQUET_DICT_ENCODING_ENABLED_COLUMN_PREFIX));
  }

  private static int number(Map<String, String> table, String property, int otherwise) {
    var number = PropertyUtil.propertyAsInt(table, property, otherwise);
    if (number <= 0) {
      throw new IllegalArgumentException(property + " must be greater than 0: " + number);
    }
    return number;
  }

  /** The same for Parquet's own writers of columns. */
  ParquetProperties parquet(Schema table, MessageType file) {
    var parquet =
        ParquetProperties.builder()
            .withPageSize(pageSize)
            .withPageRowCountLimit(pageRows)
            .withDictionaryPageSize(dictionarySize)
            .withMinRowCountForPageSizeCheck(checkRows.from())
            .withMaxRowCountForPageSizeCheck(checkRows.to());
    for (var column : file.getColumns()) {
      var id = column.getPrimitiveType().getId();
      var name = id == null ? null : table.findColumnName(id.intValue());
      var path = String.join(".", column.getPath());
      if (name != null && statistics.containsKey(name)) {
        parquet.withStatisticsEnabled(path, Boolean.parseBoolean(statistics.get(name)));
      }
      if (name != null && dictionaries.containsKey(name)) {
        parquet.withDictionaryEncoding(path, Boolean.parseBoolean(dictionaries.get(name)));
      }
    }
    return parquet.build();
  }

  /** What compresses pages; to be released. */
  BytesInputCompressor compressor() {
    var settings = new Configuration(false);
    level.ifPresent(
        number -> {
          settings.set("zlib.compress.level", number);
          settings.set("compression.brotli.quality", number);
          settings.set("io.compression.codec.zstd.level", number);
          settings.set("parquet.compression.codec.zstd.level", number);
        });
    var name = CompressionCodecName.valueOf(codec.toUpperCase(Locale.ROOT));
    return new ParquetCodecFactory(settings, pageSize).getCompressor(name);
  }
}
