package io.dataplat.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** A rule says the same in its cheaper form. */
class CheaperExpressionsTest {

  private static Expression parsed(String text) {
    return CatalystSqlParser$.MODULE$.parseExpression(text);
  }

  @Test
  void aNumberOfARuleIsHeldAsTheRowsHoldTheirs() {
    for (var number : List.of("0.10", "-12.345", "999999999999999999", "0.000000000000000001")) {
      var decimal = (org.apache.spark.sql.types.Decimal) cheaper(number + "BD");
      assertThat(decimal).isEqualTo(value(parsed(number + "BD")));
      assertThat(decimal).extracting("decimalVal").as("a big number beside").isNull();
    }
    assertThat(cheaper("12345678901234567890BD")).hasToString("12345678901234567890");
    assertThat(cheaper("'0.10'")).hasToString("0.10");
  }

  private static Object cheaper(String text) {
    return value(CheaperExpressions.of(parsed(text)));
  }

  private static Object value(Expression expression) {
    return expression.eval(null);
  }

  @Test
  void aTextHasAsManyCharactersAsSparkCounts() {
    for (var text :
        List.of(
            "", "a", "1234567", "12345678", "123456789", "1234567é", "é2345678", "漢😀", "x😀")) {
      var utf8 = UTF8String.fromString("..." + text);
      var inTheMiddleOfARow = utf8.substring(3, utf8.numChars());
      assertThat(CheaperExpressions.characters(inTheMiddleOfARow))
          .as(text)
          .isEqualTo(inTheMiddleOfARow.numChars());
    }
    var broken = UTF8String.fromBytes(new byte[] {'a', (byte) 0xE2, (byte) 0x80});
    assertThat(CheaperExpressions.characters(broken)).isEqualTo(broken.numChars());
  }
}
