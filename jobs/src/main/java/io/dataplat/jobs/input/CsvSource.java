package io.dataplat.jobs.input;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.InternalRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/** Reads CSV files by contract. */
final class CsvSource {

  private static final long LARGEST_SPLIT = 64L << 20;
  private static final long SMALLEST_SPLIT = 4L << 20;

  private final SparkSession session;
  private final DatasetContract dataset;
  private final boolean keepRaw;

  CsvSource(SparkSession session, DatasetContract dataset, boolean keepRaw) {
    this.session = session;
    this.dataset = dataset;
    this.keepRaw = keepRaw;
  }

  SourceRows read(List<SourceFile> files) {
    var format = CsvFormat.of(dataset.options());
    var configuration = session.sparkContext().hadoopConfiguration();
    var unknown = new LinkedHashSet<String>();
    var splits = splits(files, new CsvHeader(dataset, format), configuration, unknown);
    var spec = spec(format);
    var shared = new SerializableConfiguration(configuration);
    var context = JavaSparkContext.fromSparkContext(session.sparkContext());
    var rows =
        splits.isEmpty()
            ? context.<InternalRow>emptyRDD()
            : context
                .parallelize(splits, splits.size())
                .<InternalRow>mapPartitions(part -> new Records(part, spec, shared));
    var schema = SourceColumns.appendTo(ColumnTypes.struct(dataset.columns()));
    return new SourceRows(InternalRows.dataset(session, rows, schema), List.copyOf(unknown));
  }

  private CsvSpec spec(CsvFormat format) {
    return new CsvSpec(
        format,
        dataset.timezone().orElse("UTC"),
        dataset.columns().stream().map(ContractColumn::name).toList(),
        dataset.columns().stream().map(ColumnTypes::of).toList(),
        keepRaw);
  }

  private List<CsvSplit> splits(
      List<SourceFile> files, CsvHeader header, Configuration configuration, Set<String> unknown) {
    var total = files.stream().mapToLong(SourceFile::length).sum();
    var parts = 2L * session.sparkContext().defaultParallelism();
    var size = Math.min(LARGEST_SPLIT, Math.max(SMALLEST_SPLIT, total / parts));
    var splits = new ArrayList<CsvSplit>();
    for (var file : files) {
      var layout = header.of(file, configuration);
      unknown.addAll(layout.unknown());
      if (!layout.hasRecords()) {
        continue;
      }
      if (file.length() > 0 && CsvFiles.isCompressed(file, configuration)) {
        splits.add(split(file, 0, CsvSplit.TO_THE_END, layout));
        continue;
      }
      for (long start = 0; start < file.length(); start += size) {
        splits.add(split(file, start, Math.min(size, file.length() - start), layout));
      }
    }
    return splits;
  }

  private static CsvSplit split(SourceFile file, long start, long length, CsvHeader.Layout layout) {
    return new CsvSplit(file, start, length, layout.positions(), layout.width());
  }

  /**
   * The rows of all splits of one task; each file is closed when its rows are read or the task
   * ends.
   */
  private static final class Records implements Iterator<InternalRow> {

    private final Iterator<CsvSplit> splits;
    private final CsvSpec spec;
    private final SerializableConfiguration configuration;
    private Iterator<InternalRow> rows = List.<InternalRow>of().iterator();

    Records(Iterator<CsvSplit> splits, CsvSpec spec, SerializableConfiguration configuration) {
      this.splits = splits;
      this.spec = spec;
      this.configuration = configuration;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && splits.hasNext()) {
        rows = open(splits.next());
      }
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      return rows.next();
    }

    private Iterator<InternalRow> open(CsvSplit split) {
      try {
        var lines = CsvFiles.open(split.file(), split.start(), configuration.value());
        TaskContext.get()
            .addTaskCompletionListener(
                context -> {
                  try {
                    lines.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        return new CsvRows(spec, split, lines);
      } catch (IOException e) {
        throw UnreadableFile.at(split.file(), split.start(), split.isCompressed(), e);
      }
    }
  }
}
