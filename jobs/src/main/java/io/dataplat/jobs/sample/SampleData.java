package io.dataplat.jobs.sample;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.TechnicalColumns;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.input.ObjectStore;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.LocalPlaces;
import io.dataplat.jobs.write.TableContract;
import io.dataplat.jobs.write.TargetTable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;

/** Makes sample data from the contracts of a plan's inputs, wherever there is none yet. */
public record SampleData(
    SparkSession session,
    JobPlan plan,
    LocalPlaces places,
    RunSlice slice,
    int rows,
    long seed,
    PrintStream out) {

  /** Fills the inputs that have no data; what is there stays untouched. */
  public void write() {
    SparkSession.setActiveSession(session);
    plan.inputs().forEach(this::write);
  }

  private void write(Input input) {
    var dataset =
        plan.datasets().stream()
            .filter(each -> each.id().equals(input.dataset()))
            .findFirst()
            .orElseThrow();
    if (dataset.location().path().isPresent()) {
      writeFiles(input, dataset);
    } else if (!TargetTable.of(session, dataset).exists()) {
      writeTable(dataset);
    }
  }

  private List<Row> rows(DatasetContract dataset) {
    var values = new SampleValues(dataset, interval(), rows, seed);
    return IntStream.range(0, rows).mapToObj(values::row).toList();
  }

  // A run without an interval has a moment only; its samples are of the day before.
  private DataInterval interval() {
    return slice
        .interval()
        .orElseGet(
            () ->
                new DataInterval(
                    slice.tick().minus(Duration.ofDays(1)),
                    slice.tick(),
                    ZoneId.of(plan.session().timezone())));
  }

  private void writeTable(DatasetContract dataset) {
    var table = new TableContract(session, dataset).ensure();
    var frame =
        session
            .createDataFrame(rows(dataset), ColumnTypes.struct(dataset.columns()))
            .withColumn(TechnicalColumns.BATCH_ID, functions.lit("sample"));
    try {
      frame.writeTo(table.name()).append();
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("the table vanished while it was filled", e);
    }
    say(dataset, table.name().replace("`", ""));
  }

  private void writeFiles(Input input, DatasetContract dataset) {
    var connection =
        plan.connections().stream()
            .filter(each -> each.name().equals(dataset.connection()))
            .findFirst();
    var store =
        ObjectStore.of(
            connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration());
    var zone = ZoneId.of(dataset.timezone().orElse("UTC"));
    var path =
        input
            .files()
            .map(files -> files.pattern())
            .or(() -> dataset.location().path())
            .orElseThrow();
    var pattern = new FilePattern(path, zone);
    var globs =
        input.read() == ReadMode.INTERVAL ? pattern.touching(interval()) : pattern.everything();
    if (store.list(globs).isEmpty()) {
      var root = Path.of(store.root().toUri().getPath());
      byFile(dataset, pattern)
          .forEach((file, part) -> writeFile(dataset, root.resolve(file), part));
      say(dataset, path);
    }
  }

  private Map<String, List<Row>> byFile(DatasetContract dataset, FilePattern pattern) {
    var files = new TreeMap<String, List<Row>>();
    for (var row : rows(dataset)) {
      var name = pattern.fileAt(time(dataset, row).atZone(pattern.zone()));
      files.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
    }
    return files;
  }

  private Instant time(DatasetContract dataset, Row row) {
    var names = dataset.columns().stream().map(ContractColumn::name).toList();
    var value = dataset.timeColumn().map(time -> row.get(names.indexOf(time)));
    var zone = interval().zone();
    return value.map(time -> instant(time, zone)).orElse(interval().start());
  }

  private static Instant instant(Object time, ZoneId zone) {
    if (time instanceof LocalDate date) {
      return date.atStartOfDay(zone).toInstant();
    }
    return time instanceof LocalDateTime local ? local.atZone(zone).toInstant() : (Instant) time;
  }

  private void writeFile(DatasetContract dataset, Path file, List<Row> part) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (dataset.format() == Format.PARQUET) {
        writeParquet(dataset, file, part);
      } else {
        Files.writeString(file, new SampleCsv(dataset, CsvFormat.of(dataset.options())).text(part));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeParquet(DatasetContract dataset, Path file, List<Row> part) throws IOException {
    var folder = Files.createTempDirectory("dataplat-sample");
    var frame = session.createDataFrame(part, ColumnTypes.struct(dataset.columns()));
    for (var column : dataset.columns()) {
      frame = frame.withColumnRenamed(column.name(), column.sourceName());
    }
    frame.coalesce(1).write().mode("overwrite").parquet(folder.toUri().toString());
    try (var written = Files.list(folder)) {
      var single = written.filter(each -> each.toString().endsWith(".parquet")).findFirst();
      Files.move(single.orElseThrow(), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void say(DatasetContract dataset, String place) {
    out.println(
        String.format(
            Locale.ROOT,
            "  %-10s %-16s %s rows made from the contract, in %s",
            "sample",
            dataset.id(),
            rows,
            place));
  }
}
