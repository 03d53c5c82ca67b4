package io.dataplat.jobs.input;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dataplat.jobplan.OnUnknownColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of JSON, read without an object for each, against slower readings of the same text. */
class JsonFormsOracleTest {

  private static final int TEXTS = 200_000;
  private static final int[] LETTERS =
      "aZ 0\"\\/\n\t\u0000\u007f\u0080é€\ud83d\ude00{}[],:".codePoints().toArray();
  private static final JsonMapper MAPPER = new JsonMapper();

  private static @Nullable Object read(JsonRecords records, String json) {
    @Nullable Object[] values = new @Nullable Object[1];
    var message = ("{\"value\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    return records.read(message, values) == null ? values[0] : null;
  }

  private static JsonRecords records(String type) {
    return new JsonRecords(List.of(nullable("value", type)), OnUnknownColumn.WARN);
  }

  private static String changed(String example, String alphabet, Random random) {
    var text = new StringBuilder(example);
    for (int changes = random.nextInt(3); changes > 0 && text.length() > 1; changes--) {
      var at = random.nextInt(text.length());
      text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
      if (random.nextInt(4) == 0) {
        text.deleteCharAt(random.nextInt(text.length()));
      }
    }
    return text.toString();
  }

  private static void agree(
      String type,
      List<String> examples,
      String alphabet,
      Function<String, @Nullable Object> oracle) {
    var records = records(type);
    var random = new Random(type.hashCode());
    var good = 0;
    for (int i = 0; i < TEXTS; i++) {
      var text = changed(examples.get(i % examples.size()), alphabet, random);
      var value = read(records, '"' + text + '"');
      assertThat(value).as("`%s` as %s", text, type).isEqualTo(oracle.apply(text));
      good += value == null ? 0 : 1;
    }
    assertThat(good).as("valid texts of " + type).isBetween(TEXTS / 10, TEXTS - TEXTS / 10);
  }

  @Test
  void aTimeIsTheInstantThatTheJdkReads() {
    agree(
        "timestamp",
        List.of(
            "2024-02-29T23:59:59.123456+05:30",
            "1969-12-31 00:00:00.5-18:00",
            "0001-01-31T12:30:45Z",
            "9999-12-01T00:00:00.000001-00:59"),
        "0123456789-:. TZ+",
        JsonFormsOracleTest::micros);
  }

  private static @Nullable Object micros(String text) {
    var form = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{8}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})";
    if (!text.matches(form)) {
      return null;
    }
    try {
      return DateTimeUtils.instantToMicros(
          OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Test
  void aDecimalIsTheNumberThatBigDecimalReads() {
    for (var type : List.of("decimal(6,2)", "decimal(18,4)", "decimal(38,10)", "decimal(3,3)")) {
      var sizes = type.substring(8, type.length() - 1).split(",", -1);
      int precision = Integer.parseInt(sizes[0]);
      int scale = Integer.parseInt(sizes[1]);
      agree(
          type,
          List.of("0.123", "-0.5", "+000.25", "0", "0.120", ".5", "-00.001"),
          "0123456789+-.e",
          text -> decimal(text, precision, scale));
      agreeOnLong(type, precision, scale);
    }
  }

  private static void agreeOnLong(String type, int precision, int scale) {
    var records = records(type);
    var random = new Random(precision);
    for (int i = 0; i < TEXTS / 10; i++) {
      var digits = new StringBuilder(random.nextBoolean() ? "-" : "");
      random.ints(1 + random.nextInt(30), '0', '9' + 1).forEach(digits::appendCodePoint);
      if (random.nextBoolean()) {
        digits.append('.').append(random.nextInt(10_000));
      }
      var text = digits.toString();
      assertThat(read(records, '"' + text + '"'))
          .as("`%s` as %s", text, type)
          .isEqualTo(decimal(text, precision, scale));
    }
  }

  private static @Nullable Object decimal(String text, int precision, int scale) {
    if (!text.matches("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?")) {
      return null;
    }
    var number = new BigDecimal(text);
    if (number.scale() > scale || number.setScale(scale).precision() > precision) {
      return null;
    }
    return Decimal.apply(number.setScale(scale), precision, scale);
  }

  @Test
  void aTextIsWhatItsSenderWrote() throws IOException {
    var records = records("string");
    var random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      var text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      var json = MAPPER.writeValueAsString(text.toString());
      assertThat(read(records, json)).isEqualTo(UTF8String.fromString(text.toString()));
    }
  }
}
