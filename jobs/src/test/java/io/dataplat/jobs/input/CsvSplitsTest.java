package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a file is cut for the tasks of a run, each record is read once and has one place. */
class CsvSplitsTest {

  private static final int OFFSET = 4;
  private static final Configuration CONFIGURATION = new Configuration();
  private static final RecordSpec<CsvFormat> SPEC =
      new RecordSpec<>(
          CsvFormat.of(Map.of()),
          "UTC",
          List.of("id", "note"),
          List.of(DataTypes.LongType, DataTypes.StringType),
          false);

  private final Random random = new Random(11);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> records = new ArrayList<>();

  private void anyFile() {
    bytes.reset();
    records.clear();
    if (random.nextInt(3) == 0) {
      write("\uFEFF");
    }
    write("id,note");
    for (int id = random.nextInt(12); id > 0; id--) {
      write(random.nextBoolean() ? "\n" : "\r\n");
      if (random.nextInt(4) == 0) {
        write("\n");
      }
      records.add(id + "@" + bytes.size());
      write(
          id
              + ","
              + List.of("", "x", "\"a,b\"", "\"é\"\"\"", "😀".repeat(5)).get(random.nextInt(5)));
    }
    write(List.of("", "\n", "\r\n", "\n\n").get(random.nextInt(4)));
  }

  private void write(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileCutAnywhereHasEachRecordOnceAtItsPlace(@TempDir Path folder) throws IOException {
    for (int i = 0; i < 30; i++) {
      anyFile();
      var file = Files.write(folder.resolve(i + ".csv"), bytes.toByteArray());
      var modified = String.valueOf(Files.getLastModifiedTime(file).toMillis());
      var source = new SourceFile(i + ".csv", file.toUri().toString(), bytes.size(), modified);
      for (int cut = 1; cut < bytes.size(); cut++) {
        assertThat(read(source, Set.of(cut))).as("%s cut at %s", bytes, cut).isEqualTo(records);
      }
      var cuts = new TreeSet<Integer>();
      random.ints(5, 1, bytes.size()).forEach(cuts::add);
      assertThat(read(source, cuts)).as("%s cut at %s", bytes, cuts).isEqualTo(records);
    }
  }

  private List<String> read(SourceFile file, Set<Integer> cuts) throws IOException {
    var read = new ArrayList<String>();
    var start = 0;
    for (int end : cuts) {
      read(file, start, end, read);
      start = end;
    }
    read(file, start, bytes.size(), read);
    return read;
  }

  private static void read(SourceFile file, int start, int end, List<String> read)
      throws IOException {
    var split = new CsvSplit(new FileSplit(file, start, end - start), List.of(0, 1), 2);
    try (var rows = new CsvRows(SPEC, split, TextFiles.open(split.part(), CONFIGURATION))) {
      while (rows.hasNext()) {
        var row = rows.next();
        read.add(row.getLong(0) + "@" + row.getLong(OFFSET));
      }
    }
  }
}
