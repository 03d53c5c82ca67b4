package io.dataplat.jobs.input;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.Format;
import io.dataplat.jobplan.Missing;
import io.dataplat.jobplan.OnInvalid;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobs.JobFailure;
import io.dataplat.jobs.fixture.PlanFixture;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written as lines of fixed width is read again as the same values, or not written. */
class FixedWidthTextTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Zurich");
  private static final List<String> TYPES =
      List.of(
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
          "timestamp_ntz");
  private static final String SIGNS = "\"',;\t -.0aN\u0000\u00E9\u00FF";
  private static final int WIDEST = 32;
  private static final int FILES = 300;
  private static final int RECORDS = 20;

  private final Random random = new Random(13);

  /** Fields of these types in any order, some with characters between them. */
  private DatasetContract dataset(Map<String, String> settings, List<String> types) {
    var options = new TreeMap<>(settings);
    var places = IntStream.range(0, types.size()).boxed().collect(Collectors.toList());
    Collections.shuffle(places, random);
    for (int i = 0; i < types.size(); i++) {
      int first = places.get(i) * (WIDEST + 3) + 1 + random.nextInt(3);
      options.put("field.c" + i, first + "-" + (first + WIDEST - 1));
    }
    var columns =
        IntStream.range(0, types.size())
            .mapToObj(i -> nullable("c" + i, types.get(i)))
            .toArray(ContractColumn[]::new);
    return new PlanFixture()
        .source(
            "bank",
            ReadMode.FULL,
            "bank/*",
            Format.FIXED_WIDTH,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            columns)
        .options(options)
        .build()
        .datasets()
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,''", "UTF-8,N", "ISO-8859-1,''", "windows-1252,0"})
  void valuesAreReadAsTheyWereWritten(String encoding, String nullValue) {
    for (int i = 0; i < FILES; i++) {
      var types = random.ints(1 + random.nextInt(3), 0, TYPES.size()).mapToObj(TYPES::get).toList();
      var dataset = dataset(Map.of("encoding", encoding, "nullValue", nullValue), types);
      var text = new FixedWidthText(FixedWidthFormat.of(dataset), ZONE);
      var written = new StringBuilder();
      var rows = new ArrayList<List<@Nullable Object>>();
      for (int record = 0; record < RECORDS; record++) {
        var row = row(types, nullValue, encoding);
        written.append(text.line(row));
        rows.add(row);
      }
      assertThat(read(dataset, written.toString().getBytes(Charset.forName(encoding))))
          .as("%s as %s", written, dataset.options())
          .isEqualTo(rows.stream().map(row -> "good " + row).toList());
    }
  }

  private List<@Nullable Object> row(List<String> types, String nullValue, String encoding) {
    return types.stream()
        .map(type -> random.nextInt(5) == 0 ? null : value(type, nullValue, encoding))
        .collect(Collectors.<@Nullable Object>toList());
  }

  private @Nullable Object value(String type, String nullValue, String encoding) {
    var micros = random.nextLong(-62_000_000_000_000_000L, 250_000_000_000_000_000L);
    Object value =
        switch (type) {
          case "string" -> text(encoding);
          case "boolean" -> random.nextBoolean();
          case "smallint" -> (short) random.nextInt();
          case "int" -> random.nextInt();
          case "bigint" -> random.nextLong();
          case "float" -> random.nextFloat() + 0.0f;
          case "double" -> random.nextGaussian() + 0.0;
          case "date" -> LocalDate.ofInstant(TypedRow.instant(micros), ZONE);
          case "timestamp" -> TypedRow.instant(micros);
          case "timestamp_ntz" -> LocalDateTime.ofInstant(TypedRow.instant(micros), ZONE);
          default -> BigDecimal.valueOf(random.nextLong(), 6);
        };
    return value.toString().equals(nullValue) ? null : value;
  }

  // Blanks around a text are padding, so that it has none of its own.
  private String text(String encoding) {
    var encoder = Charset.forName(encoding).newEncoder();
    var text =
        random
            .ints(random.nextInt(8), 0, SIGNS.length())
            .mapToObj(at -> SIGNS.substring(at, at + 1))
            .filter(encoder::canEncode)
            .collect(Collectors.joining());
    var emoji = encoding.equals("UTF-8") && random.nextBoolean() ? "\uD83D\uDE00" : "";
    return emoji + text.replaceAll("^ +| +$", "");
  }

  private static List<String> read(DatasetContract dataset, byte[] bytes) {
    var spec = RecordSpec.of(dataset, FixedWidthFormat.of(dataset), true);
    var split = FileSplit.whole(new SourceFile("a.txt", "", bytes.length, "0"));
    var lines = new LineReader(new ByteArrayInputStream(bytes), 0);
    var read = new ArrayList<String>();
    for (var rows = FixedWidthSource.rows(spec, split, lines); rows.hasNext(); ) {
      var row = (UnsafeRow) rows.next();
      var corrupt = row.getUTF8String(spec.types().size());
      read.add(corrupt == null ? "good " + values(row, spec.types()) : corrupt.toString());
    }
    return read;
  }

  private static List<@Nullable Object> values(UnsafeRow row, List<DataType> types) {
    return IntStream.range(0, types.size())
        .mapToObj(at -> TypedRow.value(row, at, types.get(at)))
        .collect(Collectors.<@Nullable Object>toList());
  }

  private static FixedWidthText of(DatasetContract dataset) {
    return new FixedWidthText(FixedWidthFormat.of(dataset), ZONE);
  }

  @Test
  void numbersStandOnTheRightAndTextsOnTheLeft() {
    var dataset = narrow(Map.of("length", "14"));
    assertThat(of(dataset).line(Arrays.asList(12, "a😀"))).isEqualTo("   12  a\uD83D\uDE00     \n");
  }

  @Test
  void aValueThatDoesNotFitItsFieldIsRefusedAndNeverCut() {
    var text = of(narrow(Map.of()));
    refused(() -> text.line(List.of(123456, "a")), "`c0` has 6 characters, and its field has 5");
    refused(() -> text.line(List.of(1, "abcde")), "`c1` has 5 characters, and its field has 4");
    refused(() -> text.line(List.of(1, "a ")), "a value of `c1` would be another one");
    refused(() -> text.line(List.of(1, "a\r")), "a value of `c1` would be another one");
    refused(() -> text.line(List.of(1, "")), "a value of `c1` would be another one");
  }

  private static void refused(Runnable writing, String message) {
    assertThatThrownBy(writing::run).isInstanceOf(JobFailure.class).hasMessageContaining(message);
  }

  /** A number of five characters, two of nobody, a text of four. */
  private static DatasetContract narrow(Map<String, String> settings) {
    var options = new TreeMap<>(settings);
    options.put("field.c0", "1-5");
    options.put("field.c1", "8-11");
    return new PlanFixture()
        .source(
            "bank",
            ReadMode.FULL,
            "bank/*",
            Format.FIXED_WIDTH,
            OnInvalid.QUARANTINE,
            Missing.FAIL,
            "",
            nullable("c0", "int"),
            nullable("c1", "string"))
        .options(options)
        .build()
        .datasets()
        .get(0);
  }

  @Test
  void aLineHasItsLengthOrAtLeastItsFields() {
    var lines = "    1..abcd\n    2..abc\n\n    3..abcd..\n".getBytes(StandardCharsets.UTF_8);
    assertThat(read(narrow(Map.of()), lines))
        .containsExactly("good [1, abcd]", "length", "good [3, abcd]");
    assertThat(read(narrow(Map.of("length", "13")), lines))
        .containsExactly("length", "length", "good [3, abcd]");
  }

  @Test
  void aPlanThatDoesNotSayWhereItsColumnsLieIsRefused() {
    refused(() -> of(narrow(Map.of("length", "10"))), "has a field behind the end of its lines");
    refused(() -> of(narrow(Map.of("length", "x"))), "has a `length` that is no number");
    refused(() -> of(narrow(Map.of("encoding", "UTF-16"))), "encoding `UTF-16` of text files");
  }
}
