package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file gives the same rows whether its records are read from their bytes or from their text. */
class RecordFormsTest {

  private static final List<String> TYPES =
      List.of(
          "string",
          "boolean",
          "smallint",
          "int",
          "bigint",
          "float",
          "double",
          "decimal(6,2)",
          "decimal(18,18)",
          "decimal(18,0)",
          "decimal(30,3)",
          "date",
          "timestamp",
          "timestamp_ntz");
  private static final List<String> VALUES =
      List.of(
          "",
          "x",
          "NULL",
          "\"\"",
          "\"NULL\"",
          "\"a,b\"",
          "\"a\"\"b\"",
          "'a'",
          "a\"b",
          "\"open",
          "\"a\"b",
          "a\\,b",
          "\"a\\\"b\"",
          "\"a\\é\"",
          "é",
          "\uD83D\uDE00",
          "\"\uD83D\uDE00\"\"\"",
          "true",
          "false",
          "TRUE",
          "+",
          "-",
          "-0",
          "0",
          "+12",
          "0000000000000000000000007",
          "32767",
          "32768",
          "-32768",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999999",
          "1.",
          ".5",
          "1.5",
          "-1.50",
          "1.500",
          "9999.99",
          "10000",
          "0.000000000000000001",
          "-0.999999999999999999",
          "999999999999999999",
          "1000000000000000000",
          "123456789012345678901234567.125",
          "1e3",
          "-0.0",
          "NaN",
          "1e400",
          "2024-02-29",
          "2023-02-29",
          "0000-02-29",
          "9999-12-31",
          "2024-13-01",
          "2024-00-10",
          "2024-04-31",
          "2024-1-01",
          "2024-02-29T23:59:59",
          "2026-03-29 02:30:00.5",
          "2026-10-25 02:30:00.999999",
          "2024-02-29T23:59:59.1234567",
          "2024-02-29 24:00:00",
          "2024-02-29 23:60:00",
          "2024-02-29 23:59:60",
          "2024-02-29T23:59:59Z",
          "0000-01-01T00:00:00.1+18:00",
          "2024-02-29T23:59:59+18:01",
          "2024-02-29T23:59:59-05:30",
          "2024-02-29T23:59:59+05:60",
          "2024-02-29T23:59:59.",
          "29.02.2024",
          "29.02.2024 14:05");

  private static final int FILES = 3_000;
  private static final int RECORDS = 20;

  private final Random random = new Random(5);

  static Stream<CsvFormat> formats() {
    return Stream.of(
        CsvFormat.of(Map.of("header", "false")),
        CsvFormat.of(Map.of("header", "false", "escape", "\\", "nullValue", "NULL")),
        CsvFormat.of(Map.of("header", "false", "quote", "'", "delimiter", ";", "nullValue", "é")),
        CsvFormat.of(Map.of("header", "false", "quote", ",", "escape", "a")),
        CsvFormat.of(Map.of("header", "false", "quote", "a", "escape", ",", "nullValue", "x")),
        CsvFormat.of(
            Map.of(
                "header",
                "false",
                "dateFormat",
                "dd.MM.yyyy",
                "timestampFormat",
                "dd.MM.yyyy HH:mm")));
  }

  private byte[] line(CsvFormat format, int width) {
    var fields = width + (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0);
    var text = new StringBuilder();
    for (int i = 0; i < fields; i++) {
      text.append(i == 0 ? "" : format.delimiter());
      text.append(VALUES.get(random.nextInt(VALUES.size())));
    }
    return damaged(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] damaged(byte[] line) {
    for (int i = random.nextInt(4) - 1; i > 0 && line.length > 0; i--) {
      line[random.nextInt(line.length)] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) "0123456789-+.:,;\"'\\TZ\r\n é".charAt(random.nextInt(25));
    }
    return line;
  }

  private byte[] file(CsvFormat format, int width) {
    var file = new ByteArrayOutputStream();
    for (int i = 0; i < RECORDS; i++) {
      file.writeBytes(i == 0 ? new byte[0] : new byte[] {'\n'});
      file.writeBytes(line(format, width));
    }
    return file.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void bytesAndTextGiveEqualRows(CsvFormat format) {
    var reasons = new TreeSet<String>();
    for (int i = 0; i < FILES; i++) {
      var width = 1 + random.nextInt(3);
      var types = random.ints(width, 0, TYPES.size()).mapToObj(TYPES::get).toList();
      var file = file(format, width);
      var byText = rows(format, types, file, false);
      assertThat(rows(format, types, file, true))
          .as("%s as %s in %s", new String(file, StandardCharsets.ISO_8859_1), types, format)
          .isEqualTo(byText);
      byText.forEach(row -> reasons.add(row.substring(0, row.indexOf(' '))));
    }
    assertThat(reasons).contains("encoding", "fields", "quotes", "c0", "c1", "c2", "good");
  }

  private static List<String> rows(
      CsvFormat format, List<String> types, byte[] bytes, boolean byBytes) {
    var columns = types.stream().map(DataType::fromDDL).toList();
    var names = IntStream.range(0, types.size()).mapToObj(i -> "c" + i).toList();
    var positions = IntStream.range(0, types.size()).map(i -> types.size() - 1 - i);
    var spec = new RecordSpec<>(format, "Europe/Zurich", names, columns, true);
    var file = new SourceFile("a.csv", "", bytes.length, "0");
    var split =
        new CsvSplit(
            new FileSplit(file, 0, bytes.length), positions.boxed().toList(), types.size());
    assertThat(ByteFields.fit(format)).isTrue();
    var form = byBytes ? new ByteRecordForm(spec, split) : new TextRecordForm(spec, split);
    var lines = new LineReader(new ByteArrayInputStream(bytes), 0);
    var rows = new CsvRows(spec, split, lines, form);
    var read = new ArrayList<String>();
    while (rows.hasNext()) {
      var row = ((UnsafeRow) rows.next()).copy();
      var corrupt = row.getUTF8String(types.size());
      read.add((corrupt == null ? "good" : corrupt.toString()) + " " + row);
    }
    return read;
  }

  @Test
  void aNullValueThatIsNoTextIsReadAsText() {
    assertThat(ByteFields.fit(CsvFormat.of(Map.of("nullValue", "\uD800")))).isFalse();
    assertThat(ByteFields.fit(CsvFormat.of(Map.of("delimiter", "§")))).isFalse();
    assertThat(ByteFields.fit(CsvFormat.of(Map.of("encoding", "ISO-8859-1")))).isFalse();
    assertThat(ByteFields.fit(CsvFormat.of(Map.of("encoding", "utf8")))).isTrue();
  }
}
