package io.dataplat.jobs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedValuesTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @ParameterizedTest
  @CsvSource({
    "'decimal(12,2)', 5, 5.00",
    "'decimal(12,7)', 0, 0.0000000",
    "double, -0, 0.0",
    "double, 0.1, 0.1",
    "bigint, 9007199254740993, 9007199254740993",
    "boolean, True, true",
    "date, 2026-01-15, 2026-01-15",
    "timestamp, 2026-01-15 03:00:00, 2026-01-15T03:00:00+01:00",
    "timestamp, 2026-07-15T03:00, 2026-07-15T03:00:00+02:00",
    "timestamp, 2026-01-15T02:00:00.000001Z, 2026-01-15T03:00:00.000001+01:00",
    "timestamp_ntz, 2026-01-15T03:00, 2026-01-15T03:00",
    "string, null, '''null'''",
    "string, '', ''''''",
    "string, ' a', ''' a'''",
  })
  void aValueIsShownAsItsTypeHasIt(String type, String value, String shown) {
    assertThat(shown(value, type)).isEqualTo(shown);
  }

  @Test
  void nestedValuesAreShownWhole() {
    assertThat(shown(Arrays.asList("1", null), "array<int>")).isEqualTo("[1, null]");
    assertThat(shown(Map.of("b", "2", "a", "1"), "map<string,decimal(3,1)>"))
        .isEqualTo("{a: 1.0, b: 2.0}");
    assertThat(shown(List.of(Map.of("a", "1")), "array<struct<a: int, b: string>>"))
        .isEqualTo("[{1, null}]");
  }

  private static String shown(Object value, String type) {
    var typed = new TypedValues(ZURICH).of(value, DataType.fromDDL(type));
    return new ShownValues(ZURICH).of(typed);
  }
}
