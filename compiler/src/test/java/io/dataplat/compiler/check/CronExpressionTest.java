package io.dataplat.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.dataplat.compiler.check.CronExpression.BadCron;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {

  private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 3 * * *",
        "*/15 2-4 * * MON-FRI",
        "5,35 */6 1,15 * *",
        "0 0 29 2 *",
        "30 1 * JAN,JUL SUN",
        "0 12 13 * FRI",
        "10-50/20 9-17/4 * 2-11/3 1-5",
        "59 23 31 12 *",
        "0 0 * * 0",
      })
  void ticksOnUtcAreThoseOfAnIndependentImplementation(String text) throws BadCron {
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    var oracle = ExecutionTime.forCron(parser.parse(text));
    var from = LocalDate.of(2027, 1, 1);
    var to = LocalDate.of(2029, 1, 1);

    var expected = new ArrayList<Instant>();
    var at = from.atStartOfDay(ZoneOffset.UTC).minusNanos(1);
    for (var next = oracle.nextExecution(at);
        next.isPresent() && next.get().toLocalDate().isBefore(to);
        next = oracle.nextExecution(next.get())) {
      expected.add(next.get().toInstant());
    }

    assertThat(CronExpression.parse(text).ticks(ZoneOffset.UTC, from, to))
        .containsExactlyElementsOf(expected)
        .isNotEmpty();
  }

  @Test
  void sundayHasTwoNumbers() throws BadCron {
    assertThat(CronExpression.parse("0 0 * * 7")).isEqualTo(CronExpression.parse("0 0 * * SUN"));
  }

  @Test
  void timeThatDoesNotExistFiresAfterTheGapAsInAirflow() throws BadCron {
    assertThat(ticks("30 2 * * *", "2026-03-28", "2026-03-31"))
        .containsExactly(
            Instant.parse("2026-03-28T01:30:00Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void timeThatExistsTwiceFiresAtTheSecondAsInAirflow() throws BadCron {
    assertThat(ticks("30 2 * * *", "2026-10-25", "2026-10-26"))
        .containsExactly(Instant.parse("2026-10-25T01:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29,23", "2026-03-30,24", "2026-10-25,25"})
  void everyHourFiresAtEachHourOfTheDay(LocalDate day, int hours) throws BadCron {
    var ticks = CronExpression.parse("5 * * * *").ticks(ZURICH, day, day.plusDays(1)).toList();

    assertThat(ticks).hasSize(hours).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "60 * * * *; the minute `60` is not in 0 to 59",
        "0 24 * * *; the hour `24` is not in 0 to 23",
        "0 0 0 * *; the day of month `0` is not in 1 to 31",
        "0 0 * 13 *; the month `13` is not in 1 to 12",
        "0 0 * * 8; the day of week `8` is not in 0 to 7",
        "0 0 * * MONDAY; `MONDAY` is no day of week",
        "0 5-2 * * *; the hour range `5-2` ends before it starts",
        "*/0 * * * *; `0` is no step of the minute",
        "5/10 * * * *; the step in `5/...` of the minute needs `*` or a range before it",
        "0 3 * *; `0 3 * *` has 4 fields, not five",
        "0 3 * * * *; `0 3 * * * *` has 6 fields, not five",
        "@daily; `@daily` has 1 fields, not five",
        "0 , * * *; `` is no hour",
        "99999999999 * * * *; `99999999999` is no minute",
      })
  void mistakesAreNamed(String text, String message) {
    assertThatThrownBy(() -> CronExpression.parse(text))
        .isInstanceOf(BadCron.class)
        .hasMessage(message);
  }

  private static List<Instant> ticks(String cron, String from, String to) throws BadCron {
    return CronExpression.parse(cron)
        .ticks(ZURICH, LocalDate.parse(from), LocalDate.parse(to))
        .toList();
  }
}
