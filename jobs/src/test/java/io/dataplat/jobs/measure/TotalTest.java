package io.dataplat.jobs.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TotalTest {

  private static Total total(Aggregate aggregate, String... numbers) {
    var total = new Total(aggregate);
    for (var number : numbers) {
      RowNumber.add(total, number);
    }
    return total;
  }

  private static String value(Total total) {
    return total.figure().value().map(BigDecimal::toPlainString).orElse("unknown");
  }

  @Test
  void aSumIsExactInAnyOrderAndAnyParts() {
    var one = total(Aggregate.SUM, "1E+20", "0.1", "-1E+20");
    var other = total(Aggregate.SUM, "0.2");

    assertThat(value(one.plus(other))).isEqualTo("0.3");
    assertThat(value(other.plus(one))).isEqualTo("0.3");
    assertThat(value(total(Aggregate.SUM).plus(other))).isEqualTo("0.2");
  }

  @Test
  void ofNoRowsOnlyACountIsKnown() {
    assertThat(value(new Total(Aggregate.COUNT))).isEqualTo("0");
    assertThat(value(new Total(Aggregate.SUM))).isEqualTo("unknown");
    assertThat(value(new Total(Aggregate.LEAST))).isEqualTo("unknown");
    assertThat(value(total(Aggregate.DEVIATION, "5"))).as("one row has none").isEqualTo("unknown");
  }

  @Test
  void partsKeepTheLeastTheGreatestAndTheSpread() {
    assertThat(value(total(Aggregate.LEAST, "3", "-1").plus(total(Aggregate.LEAST, "2"))))
        .isEqualTo("-1");
    assertThat(value(total(Aggregate.GREATEST, "-3").plus(total(Aggregate.GREATEST, "-1"))))
        .isEqualTo("-1");
    assertThat(value(total(Aggregate.DEVIATION, "2", "4").plus(total(Aggregate.DEVIATION, "9"))))
        .startsWith("3.6055512754");
    assertThat(value(total(Aggregate.AVERAGE, "1", "2").plus(total(Aggregate.AVERAGE, "2"))))
        .startsWith("1.66666666666666666666");
  }

  @Test
  void withAValueThatIsNotFiniteNothingIsKnown() {
    for (var odd : new String[] {"NaN", "Infinity", "-Infinity"}) {
      var figure = total(Aggregate.SUM, "1", odd).plus(total(Aggregate.SUM, "2")).figure();
      assertThat(figure.isFinite()).as(odd).isFalse();
      assertThat(figure.value()).isEmpty();
    }
  }
}
