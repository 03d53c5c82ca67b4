package io.dataplat.jobs.input;

import static io.dataplat.jobs.fixture.Columns.nullable;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.OnUnknownColumn;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a record of JSON, and what is a dead letter. */
class JsonRecordsTest {

  private static String read(String type, byte[] message) {
    var records =
        new JsonRecords(
            List.of(nullable("id", "bigint"), nullable("value", type)), OnUnknownColumn.WARN);
    @Nullable Object[] values = new @Nullable Object[2];
    var corrupt = records.read(message, values);
    if (corrupt != null) {
      assertThat(values).as("a corrupt record is so as a whole").containsOnlyNulls();
    }
    return corrupt != null ? "corrupt " + corrupt : text(type, values[1]);
  }

  private static String text(String type, @Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return switch (type) {
      case "date" -> LocalDate.ofEpochDay((int) value).toString();
      case "timestamp" -> DateTimeUtils.microsToInstant((long) value).toString();
      case "timestamp_ntz" -> DateTimeUtils.microsToLocalDateTime((long) value).toString();
      default ->
          value instanceof GenericArrayData array
              ? Arrays.toString(array.array())
              : value.toString();
    };
  }

  private static String read(String type, String value) {
    return read(type, ("{\"id\":1,\"value\":" + value + "}").getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "int | 12 | 12",
        "int | null | null",
        "int | 2147483648 | corrupt value",
        "int | 1.0 | corrupt value",
        "int | 1e2 | corrupt value",
        "int | \"12\" | corrupt value",
        "int | true | corrupt value",
        "int | 012 | corrupt json",
        "int | +1 | corrupt json",
        "bigint | 9223372036854775808 | corrupt value",
        "decimal(5,2) | 999.99 | 999.99",
        "decimal(5,2) | \"7\" | 7.00",
        "decimal(5,2) | -0.00 | 0.00",
        "decimal(5,2) | \"+12.5\" | 12.50",
        "decimal(20,1) | 1234567890123456789.5 | 1234567890123456789.5",
        "decimal(2,2) | 1 | corrupt value",
        "decimal(5,2) | 1.999 | corrupt value",
        "decimal(5,2) | 1e2 | corrupt value",
        "decimal(5,2) | 1000 | corrupt value",
        "float | 3.5 | 3.5",
        "float | 3.5e38 | corrupt value",
        "double | 1e3 | 1000.0",
        "double | -0.0 | 0.0",
        "double | 1e400 | corrupt value",
        "double | NaN | corrupt json",
        "double | \"1\" | corrupt value",
        "boolean | true | true",
        "boolean | 1 | corrupt value",
        "date | \"2026-02-28\" | 2026-02-28",
        "date | \"2026-02-30\" | corrupt value",
        "timestamp | \"2026-03-29T02:30:00+02:00\" | 2026-03-29T00:30:00Z",
        "timestamp | \"0000-01-01 00:00:00.000001-18:00\" | 0000-01-01T18:00:00.000001Z",
        "timestamp | \"1969-12-31T23:59:59.5Z\" | 1969-12-31T23:59:59.500Z",
        "timestamp | \"2026-02-28 23:59:59+01:00\" | 2026-02-28T22:59:59Z",
        "timestamp | \"2026-02-29T00:00:00Z\" | corrupt value",
        "timestamp | \"2026-02-28T24:00:00Z\" | corrupt value",
        "timestamp | \"2026-02-28T23:59:60Z\" | corrupt value",
        "timestamp | \"2026-03-29T02:30:00+18:01\" | corrupt value",
        "timestamp | \"2026-03-29T02:30:00\" | corrupt value",
        "timestamp | 1774750000 | corrupt value",
        "timestamp_ntz | \"2026-03-29T02:30:00\" | 2026-03-29T02:30",
        "timestamp_ntz | \"2026-03-29T02:30:00Z\" | corrupt value",
        "string | \"\" | ",
        "string | \"a\\u0041\\ud83d\\ude00\" | aA😀",
        "string | \"\\ud83d\" | corrupt value",
        "string | \"\\ude00\\ud83d\" | corrupt value",
        "string | 7 | corrupt value",
        "string | {} | corrupt value",
        "array<int> | [1,null,3] | [1, null, 3]",
        "array<int> | [1,\"2\"] | corrupt value",
        "array<int> | 1 | corrupt value",
        "map<string,int> | {\"a\":1} | keys: [a], values: [1]",
        "map<string,int> | {\"a\":\"1\"} | corrupt value",
        "binary | \"AQI=\" | not shown",
        "binary | \"?\" | corrupt value"
      })
  void aValueIsOneInItsFormOrTheRecordIsCorrupt(String type, String value, @Nullable String read) {
    if (type.equals("binary") && !"corrupt value".equals(read)) {
      assertThat(read(type, value)).startsWith("[B");
    } else {
      assertThat(read(type, value)).isEqualTo(read == null ? "" : read);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | corrupt empty",
        "null | corrupt json",
        "[] | corrupt json",
        "{\"id\":1 | corrupt json",
        "{\"id\":1,} | corrupt json",
        "{\"id\":1}{} | corrupt json",
        "{'id':1} | corrupt json",
        "{\"id\":1,\"value\":1}   | 1",
        "{\"id\":1,\"value\":1,\"value\":2} | 2",
        "{\"id\":1,\"Value\":1} | null",
        "{\"other\":[{\"a\":1}],\"value\":1} | 1",
        "{\"other\":[1,,2],\"value\":1} | corrupt json"
      })
  void aMessageIsOneObjectAndOfEqualNamesTheLastCounts(String message, String read) {
    assertThat(read("int", message.getBytes(StandardCharsets.UTF_8))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "c3a9, é",
    "e9, corrupt encoding",
    "c3, corrupt encoding",
    "c0af, corrupt encoding",
    "eda080, corrupt encoding",
    "f5808080, corrupt encoding",
    "f09f9880, 😀"
  })
  void aTextIsStrictUtf8WhetherSomebodyReadsItOrNot(String bytes, String read) {
    assertThat(read("string", with("value", bytes))).isEqualTo(read);
    assertThat(read("string", with("other", bytes)))
        .isEqualTo(read.startsWith("corrupt") ? read : "null");
  }

  private static byte[] with(String field, String bytes) {
    var start =
        HexFormat.of().formatHex(("{\"" + field + "\":\"").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().parseHex(start + bytes + "227d");
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    var text = "{\"id\":1,\"value\":1}";
    assertThat(read("int", text.getBytes(StandardCharsets.UTF_16LE))).isEqualTo("corrupt encoding");
    assertThat(read("int", text.getBytes(StandardCharsets.UTF_16))).isEqualTo("corrupt encoding");
    assertThat(read("int", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)))
        .as("a mark of UTF-8 says what is so anyway")
        .isEqualTo("1");
  }

  @Test
  void nestingWithoutEndIsCorruptAndNotFatal() {
    assertThat(read("string", "[".repeat(100_000))).isEqualTo("corrupt value");
    var deep = "{\"other\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(read("int", deep.getBytes(StandardCharsets.UTF_8))).isEqualTo("corrupt json");
  }
}
