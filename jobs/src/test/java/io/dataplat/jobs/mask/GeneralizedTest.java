package io.dataplat.jobs.mask;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataplat.jobplan.Generalization;
import io.dataplat.jobplan.TimeUnit;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays of a value that is made general. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneralizedTest {

  private SparkSession session;

  @BeforeAll
  void start() {
    session =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "Europe/Zurich")
            .getOrCreate();
  }

  @AfterAll
  void stop() {
    session.stop();
  }

  @ParameterizedTest(name = "{0} by {1} is {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "DATE'1984-08-17'; MONTH; 1984-08-01",
        "DATE'1984-08-17'; QUARTER; 1984-07-01",
        "DATE'2026-11-22'; WEEK; 2026-11-16",
        "DATE'1984-08-17'; YEAR; 1984-01-01",
        "TIMESTAMP'2026-10-25 02:30:00+01:00'; HOUR; 2026-10-25 02:00:00",
        "TIMESTAMP'2026-10-25 23:59:59.999999'; DAY; 2026-10-25 00:00:00",
        "TIMESTAMP_NTZ'2026-03-29 02:30:15.5'; HOUR; 2026-03-29 02:00:00",
        "TIMESTAMP_NTZ'2026-03-29 02:30:15.5'; DAY; 2026-03-29 00:00:00",
        "TIMESTAMP_NTZ'2026-03-29 02:30:15.5'; YEAR; 2026-01-01 00:00:00",
        "CAST(NULL AS DATE); YEAR; NULL",
      })
  void aTimeBecomesTheBeginningOfItsUnit(String clear, TimeUnit unit, String general) {
    check(
        clear, new Generalization(Optional.of(unit), Optional.empty(), Optional.empty()), general);
  }

  @ParameterizedTest(name = "{0} by {1} is {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "47; 10; 40",
        "-1; 10; -10",
        "-2147483648; 1000; -2147483648",
        "CAST(32767 AS SMALLINT); 100; 32700",
        "9223372036854775807; 10; 9223372036854775800",
        "CAST(49.99 AS DECIMAL(4,2)); 5; 45.00",
        "CAST(-99.99 AS DECIMAL(4,2)); 50; -99.99",
        "CAST(NULL AS INT); 10; NULL",
      })
  void aNumberBecomesTheMultipleBelowIt(String clear, int step, String general) {
    check(
        clear, new Generalization(Optional.empty(), Optional.of(step), Optional.empty()), general);
  }

  @ParameterizedTest(name = "{0} by {1} is {2}")
  @CsvSource(
      delimiter = ';',
      value = {
        "'8001'; 2; 80",
        "'80'; 2; ***",
        "''; 2; ***",
        "'\uD83D\uDE00\uD83D\uDE00x'; 2; \uD83D\uDE00\uD83D\uDE00",
        "CAST(NULL AS STRING); 2; NULL",
      },
      quoteCharacter = '`')
  void aTextKeepsItsBeginningIfThatIsNotAllOfIt(String clear, int prefix, String general) {
    check(
        clear,
        new Generalization(Optional.empty(), Optional.empty(), Optional.of(prefix)),
        general);
  }

  private void check(String clear, Generalization kept, String general) {
    var rows = session.range(1).select(expr(clear).as("clear"));
    var type = rows.schema().fields()[0].dataType();
    var masked = rows.select(Generalized.of(kept, type, rows.col("clear")).as("general"));
    assertThat(masked.schema().fields()[0].dataType()).isEqualTo(type);
    assertThat(
            masked.select(expr("coalesce(CAST(general AS STRING), 'NULL')")).first().getString(0))
        .isEqualTo(general);
  }
}
