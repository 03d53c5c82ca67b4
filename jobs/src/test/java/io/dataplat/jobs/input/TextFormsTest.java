package io.dataplat.jobs.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormsTest {

  @ParameterizedTest
  @CsvSource({
    "int, 12, 12",
    "int, +12, 12",
    "int, -0, 0",
    "int, 00000000000000000000012, 12",
    "int, 2147483648,",
    "int, 1.0,",
    "int, 0x1,",
    "int, 1_000,",
    "int, ١٢,",
    "int, '',",
    "int, -,",
    "smallint, 40000,",
    "bigint, 9223372036854775807, 9223372036854775807",
    "bigint, 9223372036854775808,",
    "'decimal(5,2)', 999.99, 999.99",
    "'decimal(5,2)', 1000,",
    "'decimal(5,2)', 1.999,",
    "'decimal(5,2)', 1., ",
    "'decimal(5,2)', .5,",
    "'decimal(5,2)', 1e2,",
    "'decimal(5,2)', -7, -7.00",
    "'decimal(5,2)', 1.2.3,",
    "'decimal(5,2)', --1,",
    "double, 1e3, 1000.0",
    "double, -0.0, 0.0",
    "double, 1e400,",
    "double, NaN,",
    "float, 3.5e38,",
    "double, 1d,",
    "boolean, true, true",
    "boolean, TRUE,",
    "date, 2026-02-28, 2026-02-28",
    "date, 2026-02-30,",
    "date, 2026-02-2８,",
    "date, 2026-02-280,",
    "date, 2026-1-3,",
    "date, ' 2026-01-03',",
    "timestamp, 2026-03-29T02:30:00, 2026-03-29T01:30:00Z",
    "timestamp, 2026-10-25 02:30:00, 2026-10-25T00:30:00Z",
    "timestamp, 2026-10-25T02:30:00.123456+01:00, 2026-10-25T01:30:00.123456Z",
    "timestamp, 2026-10-25T02:30,",
    "timestamp, 2026-10-25T02:30:00.1234567,",
    "timestamp, 1,",
    "timestamp_ntz, 2026-03-29 02:30:00, 2026-03-29T02:30",
    "timestamp_ntz, 2026-03-29T02:30:00Z,"
  })
  void aTextIsAValueInItsFormOrCorrupt(String type, String text, String value) {
    var parsed =
        new TextForms(CsvFormat.of(Map.of()), ZoneId.of("Europe/Zurich"))
            .of(DataType.fromDDL(type))
            .parse(text);
    assertThat(parsed == null ? null : parsed.toString()).isEqualTo(value);
  }

  @Test
  void declaredPatternsAreReadStrictly() {
    var format =
        CsvFormat.of(Map.of("dateFormat", "dd.MM.yyyy", "timestampFormat", "dd.MM.yyyy HH:mm"));
    var forms = new TextForms(format, ZoneId.of("UTC"));
    assertThat(forms.of(DataType.fromDDL("date")).parse("28.02.2026")).hasToString("2026-02-28");
    assertThat(forms.of(DataType.fromDDL("date")).parse("30.02.2026")).isNull();
    assertThat(forms.of(DataType.fromDDL("timestamp")).parse("28.02.2026 14:05"))
        .hasToString("2026-02-28T14:05:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "a,b / 'a|b'",
        "a,,b / 'a||b'",
        "\"a,b\",c / 'a,b|c'",
        "\"a\"\"b\" / a\"b",
        "\"\" / ''",
        "a,\"b / corrupt",
        "a\"b,c / corrupt",
        "\"a\"b,c / corrupt",
        "\"a\"\"\" / a\"",
        ", / '|'"
      })
  void aRecordFollowsTheGrammarOrIsCorrupt(String line, String fields) {
    var parsed = CsvFields.parse(CsvFormat.of(Map.of()), line);
    assertThat(parsed.map(TextFormsTest::joined).orElse("corrupt")).isEqualTo(fields);
  }

  private static String joined(List<CsvFields.Field> fields) {
    return String.join("|", fields.stream().map(CsvFields.Field::text).toList());
  }
}
