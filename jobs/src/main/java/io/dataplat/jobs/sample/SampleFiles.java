package io.dataplat.jobs.sample;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.FilesInput;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.Place;
import io.dataplat.jobs.ExitCode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.input.Compression;
import io.dataplat.jobs.input.CsvFormat;
import io.dataplat.jobs.input.FilePattern;
import io.dataplat.jobs.input.FixedWidthFormat;
import io.dataplat.jobs.input.ObjectStore;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.LocalPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Files of a local object store, named as the dataset's pattern wants. */
record SampleFiles(
    SparkSession session,
    DatasetContract dataset,
    FilePattern pattern,
    Optional<String> marker,
    ObjectStore store)
    implements SamplePlace {

  static SampleFiles of(
      SparkSession session,
      JobPlan plan,
      Input input,
      DatasetContract dataset,
      LocalPlaces places) {
    var connection = plan.connection(dataset.connection());
    if (connection.orElseThrow().place() != Place.LOCAL) {
      throw new JobFailure(
          ExitCode.BAD_ARGUMENTS,
          "sample-not-local",
          "samples are made in local stores only; `" + dataset.connection() + "` is none");
    }
    var path = input.files().map(files -> files.pattern()).or(() -> dataset.location().path());
    return new SampleFiles(
        session,
        dataset,
        new FilePattern(path.orElseThrow(), ZoneId.of(dataset.timezone().orElse("UTC"))),
        input.files().flatMap(FilesInput::marker),
        ObjectStore.of(
            connection.orElseThrow(), places, session.sparkContext().hadoopConfiguration()));
  }

  @Override
  public boolean isEmpty(SamplePart part) {
    var globs = part.isDay() ? pattern.touching(part.interval()) : pattern.everything();
    return store.list(globs).isEmpty();
  }

  @Override
  public void write(SamplePart part, List<SampleRow> rows) {
    byFile(part, rows).forEach((file, some) -> write(root().resolve(file), some));
  }

  private Path root() {
    return Path.of(store.root().toUri().getPath());
  }

  private Map<String, List<SampleRow>> byFile(SamplePart part, List<SampleRow> rows) {
    var files = new TreeMap<String, List<SampleRow>>();
    for (var row : rows) {
      var name = pattern.fileAt(SampleData.time(dataset, row, part).atZone(pattern.zone()));
      files.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
    }
    return files;
  }

  private void write(Path file, List<SampleRow> rows) {
    try {
      var folder = Files.createDirectories(file.toAbsolutePath().getParent());
      writeRows(file, rows);
      if (marker.isPresent()) {
        Files.write(folder.resolve(marker.get()), new byte[0]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRows(Path file, List<SampleRow> rows) throws IOException {
    switch (dataset.format()) {
      case CSV -> {
        var format = CsvFormat.of(dataset.options());
        writeText(file, new SampleCsv(dataset, format).text(rows), format.encoding());
      }
      case FIXED_WIDTH -> {
        var format = FixedWidthFormat.of(dataset);
        writeText(file, new SampleFixedWidth(dataset, format).text(rows), format.encoding());
      }
      case JSON -> writeText(file, new SampleJson(dataset).lines(rows), "UTF-8");
      case PARQUET -> writeParquet(file, rows);
      case ORC -> new SampleOrc(dataset).write(file, rows);
      case AVRO -> new SampleAvro(dataset).write(file, rows);
      case ICEBERG, DELTA, POSTGRESQL, MYSQL, REDIS ->
          throw new IllegalStateException("a table is no file");
    }
  }

  private void writeText(Path file, String text, String encoding) throws IOException {
    var charset = Charset.forName(encoding);
    if (!charset.newEncoder().canEncode(text)) {
      throw new JobFailure(
          ExitCode.INPUT_REFUSED,
          "sample-not-possible",
          "a text of `%s` has a character that %s lacks".formatted(dataset.id(), encoding));
    }
    try (var stream = Compression.create(file)) {
      stream.write(text.getBytes(charset));
    }
  }

  private void writeParquet(Path file, List<SampleRow> rows) throws IOException {
    var folder = Files.createTempDirectory("dataplat-sample");
    var frame = session.createDataFrame(Typed.rows(rows), ColumnTypes.stored(dataset.columns()));
    frame.coalesce(1).write().mode("overwrite").parquet(folder.toUri().toString());
    try (var written = Files.list(folder)) {
      var single = written.filter(each -> each.toString().endsWith(".parquet")).findFirst();
      Files.move(single.orElseThrow(), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public String name() {
    return pattern.pattern();
  }
}
