package io.dataplat.compiler.model;

import io.dataplat.compiler.diagnostic.SourceSpan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where a dataset lives. */
public sealed interface Storage {
  Connection connection();

  SourceSpan span();

  /** A table, whichever system keeps it. */
  sealed interface AnyTable extends Storage {
    /** Its name in that system. */
    Sourced<String> name();
  }

  /** An Iceberg table; {@code name} is the physical one, {@code namespace.table}. */
  record Table(
      Connection connection,
      SourceSpan span,
      Sourced<String> name,
      String format,
      List<Sourced<Partition>> partitionBy)
      implements AnyTable {
    public Table {
      partitionBy = List.copyOf(partitionBy);
    }
  }

  /** A table of a database; {@code name} is its own, {@code schema.table}. */
  record DatabaseTable(Connection connection, SourceSpan span, Sourced<String> name)
      implements AnyTable {}

  /** A Delta table; {@code name} is its folder below the root of its object store. */
  record DeltaTable(
      Connection connection,
      SourceSpan span,
      Sourced<String> name,
      List<Sourced<Partition>> partitionBy)
      implements AnyTable {
    public DeltaTable {
      partitionBy = List.copyOf(partitionBy);
    }
  }

  /** Files below a path pattern with time tokens. */
  record Files(
      Connection connection,
      SourceSpan span,
      Sourced<String> path,
      Sourced<Format> format,
      Sourced<ZoneId> timezone,
      Optional<String> marker,
      Csv csv,
      Optional<FixedWidth> fixedWidth)
      implements Storage {

    /** The folders of a path before the first that has a time or a glob in it. */
    public static String folder(String path) {
      var plain = path.split("[*?\\[{\\\\]", 2)[0];
      return plain.substring(0, Math.max(0, plain.lastIndexOf('/')));
    }
  }

  /** A Kafka topic; {@code name} is the physical one. */
  record Topic(
      Connection connection,
      SourceSpan span,
      Sourced<String> name,
      String format,
      Optional<Sourced<String>> keyColumn,
      Sourced<Integer> partitions,
      Sourced<Integer> replicas,
      Sourced<Duration> retention)
      implements Storage {}

  /** Hashes of a key-value store; the names of their keys begin with {@code prefix}. */
  record KeyValue(
      Connection connection, SourceSpan span, String prefix, Optional<Sourced<Duration>> ttl)
      implements Storage {}

  /** File formats. */
  enum Format {
    CSV,
    JSON,
    PARQUET,
    ORC,
    AVRO,
    FIXED_WIDTH
  }

  /** How CSV text is written. */
  record Csv(
      boolean header,
      String delimiter,
      String quote,
      String escape,
      String encoding,
      String nullValue,
      String dateFormat,
      Optional<String> timestampFormat,
      boolean multiline,
      boolean trim) {}

  /**
   * How lines of fixed width are written.
   *
   * @param fields where columns lie in a line, by their names
   * @param length how many characters each line has
   */
  record FixedWidth(
      SourceSpan span,
      Map<String, Sourced<Characters>> fields,
      Optional<Integer> length,
      boolean header,
      String encoding,
      Sourced<String> nullValue,
      String dateFormat,
      Optional<String> timestampFormat) {
    public FixedWidth {
      fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
  }

  /** The characters of a line from the first to the last, both counted from 1. */
  record Characters(int first, int last) {
    /** As the language writes them. */
    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  /** One part of a table's layout; {@code buckets} is 0 unless the transform is a bucket. */
  record Partition(Transform transform, String column, int buckets) {}

  /** Iceberg partition transforms. */
  enum Transform {
    IDENTITY,
    YEAR,
    MONTH,
    DAY,
    HOUR,
    BUCKET
  }
}
