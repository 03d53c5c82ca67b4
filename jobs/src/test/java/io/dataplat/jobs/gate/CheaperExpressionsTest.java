package io.dataplat.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.UnaryPositive;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** A rule says the same in its cheaper form. */
class CheaperExpressionsTest {

  private static Expression parsed(String text) {
    return CatalystSqlParser$.MODULE$.parseExpression(text);
  }

  @Test
  void aNumberOfARuleIsHeldAsTheRowsHoldTheirs() {
    for (var number : List.of("0.10", "-12.345", "999999999999999999", "0.000000000000000001")) {
      var decimal = (Decimal) cheaper(number + "BD");
      assertThat(decimal).isEqualTo(value(parsed(number + "BD")));
      assertThat(decimal).extracting("decimalVal").as("a big number beside").isNull();
    }
    assertThat(cheaper("12345678901234567890BD")).hasToString("12345678901234567890");
    assertThat(cheaper("'0.10'")).hasToString("0.10");
  }

  @Test
  void decimalsOfOneScaleAreComparedByTheirDigits() {
    var numbers = List.of("-1.20", "0.00", "0.01", "5.00", "9999999999999999.99");
    for (var left : numbers) {
      for (var right : numbers) {
        for (var operator : List.of("=", "<", "<=", ">", ">=", "<=>")) {
          var spark = comparison(operator, column(left), literal(right));
          var ours = CheaperExpressions.of(spark);
          assertThat(ours.toString()).contains("UnscaledValue");
          assertThat(value(ours)).as(spark.toString()).isEqualTo(value(spark));
        }
      }
    }
    var unknown = new Literal(null, new DecimalType(18, 2));
    assertThat(value(CheaperExpressions.of(comparison("<", column("1.00"), unknown)))).isNull();
    assertThat(value(CheaperExpressions.of(comparison("<=>", column("1.00"), unknown))))
        .isEqualTo(false);
  }

  @Test
  void decimalsOfTwoScalesOrOfManyDigitsAreComparedBySpark() {
    var fine = new Literal(Decimal.apply(new BigDecimal("1.000")), new DecimalType(18, 3));
    var wide = new Literal(Decimal.apply(new BigDecimal("1.00")), new DecimalType(19, 2));

    assertThat(value(CheaperExpressions.of(comparison("=", column("1.00"), fine)))).isEqualTo(true);
    assertThat(CheaperExpressions.of(comparison("<", column("1.00"), wide)).toString())
        .doesNotContain("UnscaledValue");
  }

  // No literal, which an expression that is not folded has in its rows.
  private static Expression column(String number) {
    return new UnaryPositive(literal(number));
  }

  private static Literal literal(String number) {
    return new Literal(Decimal.apply(new BigDecimal(number), 18, 2), new DecimalType(18, 2));
  }

  private static Expression comparison(String operator, Expression left, Expression right) {
    return switch (operator) {
      case "=" -> new EqualTo(left, right);
      case "<" -> new LessThan(left, right);
      case "<=" -> new LessThanOrEqual(left, right);
      case ">" -> new GreaterThan(left, right);
      case ">=" -> new GreaterThanOrEqual(left, right);
      default -> new EqualNullSafe(left, right);
    };
  }

  private static Object cheaper(String text) {
    return value(CheaperExpressions.of(parsed(text)));
  }

  private static Object value(Expression expression) {
    return expression.eval(null);
  }

  @Test
  void aTextIsOneOfAFewWhereSparkSaysSo() {
    var texts =
        List.of(
            "", "A", "A\0", "AIR", "AIR ", "REG AIR", "12345678", "123456789", "12345678é", "é");
    for (var from = 0; from < texts.size(); from++) {
      var few = texts.subList(from, Math.min(from + 3, texts.size()));
      for (var text : texts) {
        var spark = in(new Literal(UTF8String.fromString(text), DataTypes.StringType), few);
        var ours = CheaperExpressions.of(spark);
        assertThat(ours).isInstanceOf(Invoke.class);
        assertThat(value(ours)).as(spark.toString()).isEqualTo(value(spark));
      }
    }
    assertThat(value(CheaperExpressions.of(in(new Literal(null, DataTypes.StringType), texts))))
        .isNull();
  }

  @Test
  void aChoiceWithAnUnknownTextIsSparks() {
    var unknown = parsed("CAST('B' AS STRING) IN ('A', NULL)");
    assertThat(CheaperExpressions.of(unknown)).isInstanceOf(In.class);
    assertThat(CheaperExpressions.of(parsed("1 IN (1, 2)"))).isInstanceOf(In.class);
  }

  private static In in(Expression text, List<String> few) {
    List<Expression> list =
        few.stream()
            .<Expression>map(each -> new Literal(UTF8String.fromString(each), DataTypes.StringType))
            .toList();
    return new In(text, CollectionConverters.asScala(list).toSeq());
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
