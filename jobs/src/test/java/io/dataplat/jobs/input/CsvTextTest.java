package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written as CSV is read again as the same values, whatever they are. */
class CsvTextTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final List<DataType> TYPES =
      Stream.of(
              "string",
              "string",
              "boolean",
              "smallint",
              "int",
              "bigint",
              "float",
              "double",
              "decimal(30,6)",
              "date",
              "timestamp",
              "timestamp_ntz")
          .map(DataType::fromDDL)
          .toList();
  private static final String SIGNS = "\"'\\;,|\t\r\n #=+-@0aeNUL\u0000\uFEFF\u00E9\u00FF";
  private static final int FILES = 300;
  private static final int RECORDS = 20;

  private final Random random = new Random(7);

  static Stream<CsvFormat> formats() {
    return Stream.of(
            Map.<String, String>of(),
            Map.of("multiline", "true"),
            Map.of("escape", "\\", "nullValue", "NULL"),
            Map.of("escape", "\\", "multiline", "true", "trim", "true", "nullValue", "a"),
            Map.of("delimiter", "\t", "quote", "'", "trim", "true"),
            Map.of("delimiter", "-", "quote", "e", "nullValue", "0"),
            Map.of("delimiter", ";", "encoding", "ISO-8859-1", "multiline", "true"),
            Map.of("delimiter", "\u00E9", "encoding", "windows-1252", "nullValue", "a"))
        .map(
            options -> {
              var all = new TreeMap<>(options);
              all.put("header", "false");
              return CsvFormat.of(all);
            });
  }

  @ParameterizedTest
  @MethodSource("formats")
  void valuesAreReadAsTheyWereWritten(CsvFormat format) {
    var text = new CsvText(format, ZONE);
    for (int i = 0; i < FILES; i++) {
      var types = random.ints(1 + random.nextInt(3), 0, TYPES.size()).mapToObj(TYPES::get).toList();
      var rows = rows(format, types);
      var written =
          rows.stream()
              .map(row -> text.line(row.stream().map(text::field).toList()))
              .collect(Collectors.joining());
      assertThat(read(format, types, written.getBytes(Charset.forName(format.encoding()))))
          .as("%s as %s in %s", written, types, format)
          .isEqualTo(rows);
    }
  }

  private List<List<@Nullable Object>> rows(CsvFormat format, List<DataType> types) {
    var isBlank = types.size() == 1 && format.nullValue().isEmpty();
    return IntStream.range(0, RECORDS)
        .mapToObj(
            i ->
                types.stream()
                    .map(type -> !isBlank && random.nextInt(5) == 0 ? null : value(format, type))
                    .collect(Collectors.<@Nullable Object>toList()))
        .toList();
  }

  private Object value(CsvFormat format, DataType type) {
    var micros = random.nextLong(-62_000_000_000_000_000L, 250_000_000_000_000_000L);
    var instant = TypedRow.instant(random.nextBoolean() ? micros : micros / 1_000_000 * 1_000_000);
    return switch (type.typeName()) {
      case "string" -> text(format);
      case "boolean" -> random.nextBoolean();
      case "smallint", "short" -> (short) random.nextInt();
      case "int", "integer" -> random.nextInt();
      case "bigint", "long" -> random.nextLong();
      case "float" -> finite(Float.intBitsToFloat(random.nextInt()));
      case "double" -> finite(Double.longBitsToDouble(random.nextLong()));
      case "date" -> LocalDate.ofInstant(instant, ZONE);
      case "timestamp" -> instant;
      case "timestamp_ntz" -> LocalDateTime.ofInstant(instant, ZONE);
      default -> BigDecimal.valueOf(random.nextLong(), 6);
    };
  }

  private static float finite(float number) {
    return Float.isFinite(number) ? number + 0.0f : 0.0f;
  }

  private static double finite(double number) {
    return Double.isFinite(number) ? number + 0.0 : 0.0;
  }

  // What such a file cannot hold at all is kept out by the gate before.
  private String text(CsvFormat format) {
    var encoder = Charset.forName(format.encoding()).newEncoder();
    return random
        .ints(random.nextInt(6), 0, SIGNS.length())
        .mapToObj(at -> SIGNS.substring(at, at + 1))
        .filter(sign -> format.multiline() || !sign.equals("\n"))
        .filter(encoder::canEncode)
        .collect(Collectors.joining());
  }

  private static List<List<@Nullable Object>> read(
      CsvFormat format, List<DataType> types, byte[] bytes) {
    var names = IntStream.range(0, types.size()).mapToObj(i -> "c" + i).toList();
    var positions = IntStream.range(0, types.size()).boxed().toList();
    var spec = new RecordSpec<>(format, ZONE.getId(), names, types, true);
    var file = new SourceFile("a.csv", "", bytes.length, "0");
    var split = new CsvSplit(new FileSplit(file, 0, bytes.length), positions, types.size());
    var lines =
        bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB
            ? new LineReader(
                new ByteArrayInputStream(Arrays.copyOfRange(bytes, 3, bytes.length)), 3)
            : new LineReader(new ByteArrayInputStream(bytes), 0);
    var read = new ArrayList<List<@Nullable Object>>();
    for (var rows = new CsvRows(spec, split, lines); rows.hasNext(); ) {
      var row = (UnsafeRow) rows.next();
      assertThat(row.getUTF8String(types.size())).as("what is corrupt of " + read.size()).isNull();
      read.add(
          positions.stream()
              .map(at -> TypedRow.value(row, at, types.get(at)))
              .collect(Collectors.<@Nullable Object>toList()));
    }
    return read;
  }
}
