package io.dataplat.jobs.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static LedgerEntry day(int day) {
    return new LedgerEntry(
        "p", "f" + day, "day" + day, "day" + (day + 1), day, day, "r", Map.of("inserted", 1L));
  }

  @Test
  void theFrontierMovesOverGaplessIntervalsOnly() {
    var ledger = Ledger.parse(null).with("b1", day(1)).with("b3", day(3)).with("b4", day(4));
    assertThat(ledger.completeThrough()).isEqualTo("day2");
    assertThat(ledger.with("b2", day(2)).completeThrough()).isEqualTo("day5");
  }

  @Test
  void aHoleMayBeFilledLongAfterTheBatchesBehindItAreForgotten() {
    var ledger = Ledger.EMPTY.with("b100", day(100));
    for (int i = 102; i <= 199; i++) {
      ledger = Ledger.parse(ledger.with("b" + i, day(i)).text());
    }
    assertThat(ledger.completeThrough()).isEqualTo("day101");
    assertThat(ledger.ahead()).isEqualTo(Map.of("day102", "day200"));
    assertThat(ledger.with("b150", day(150)))
        .as("again")
        .extracting(Ledger::ahead)
        .isEqualTo(ledger.ahead());
    var filled = ledger.with("b101", day(101));
    assertThat(filled.completeThrough()).isEqualTo("day200");
    assertThat(filled.ahead()).isEmpty();
  }

  private static Instant hour(int hours) {
    return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hours));
  }

  private static boolean hasHour(Ledger ledger, int hour) {
    return ledger.hasPublished("b" + hour, hour(hour), hour(hour + 1));
  }

  @Test
  void anIntervalWasPublishedIfItsBatchOrItsChainIsRemembered() {
    var ledger = Ledger.EMPTY;
    for (int i = 5; i < 100; i++) {
      var entry =
          new LedgerEntry(
              "p", "f", hour(i).toString(), hour(i + 1).toString(), i, i, "r", Map.of());
      ledger = i == 50 ? ledger : ledger.with("b" + i, entry);
      if (i == 10) {
        assertThat(hasHour(ledger, 4)).as("before the first").isFalse();
        assertThat(hasHour(ledger, 5)).isTrue();
        assertThat(hasHour(ledger, 11)).as("not yet").isFalse();
      }
    }
    assertThat(hasHour(ledger, 40)).as("forgotten, in the chain").isTrue();
    assertThat(hasHour(ledger, 50)).as("a hole").isFalse();
    assertThat(hasHour(ledger, 51)).as("forgotten, behind the hole").isTrue();
    assertThat(hasHour(ledger, 99)).isTrue();
    assertThat(hasHour(ledger, 100)).isFalse();
  }

  @Test
  void aTickWithoutIntervalIsItsOwnFrontier() {
    var tick = new LedgerEntry("p", "f", "", "2026-01-02T00:00:00Z", 1, 1, "r", Map.of());
    assertThat(Ledger.parse(null).with("b", tick).completeThrough())
        .isEqualTo("2026-01-02T00:00:00Z");
  }

  @Test
  void aBatchIsFoundAgainByItsWorkAndOldOnesAreForgotten() {
    var ledger = Ledger.parse(null);
    for (int i = 1; i <= 100; i++) {
      ledger = Ledger.parse(ledger.with("b" + i, day(i)).text());
    }
    assertThat(ledger.find("b1")).isEmpty();
    assertThat(ledger.find("b100"))
        .hasValueSatisfying(entry -> assertThat(entry.isSameWork("p", "f100")).isTrue());
    assertThat(ledger.find("b100").orElseThrow().isSameWork("p", "f99")).isFalse();
    assertThat(ledger.completeThrough()).isEqualTo("day101");
    assertThat(ledger.newestSequenceNumber()).isEqualTo(100);
  }

  @Test
  void aDamagedLedgerIsNotTakenForAnEmptyOne() {
    assertThatThrownBy(() -> Ledger.parse("{"))
        .hasFieldOrPropertyWithValue("rule", "ledger-unreadable");
  }
}
