package io.dataplat.jobs.gate;

import io.dataplat.jobs.session.AsciiText;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.UnscaledValue;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/** The same expressions in forms that take less time for each row. */
public final class CheaperExpressions extends AbstractPartialFunction<Expression, Expression> {

  private static final long serialVersionUID = 1L;

  private CheaperExpressions() {}

  static Expression of(Expression expression) {
    return expression.transformUp(new CheaperExpressions());
  }

  @Override
  public boolean isDefinedAt(Expression expression) {
    return cheaper(expression).isPresent();
  }

  @Override
  public Expression apply(Expression expression) {
    return cheaper(expression).orElseThrow();
  }

  private static Optional<Expression> cheaper(Expression expression) {
    if (expression instanceof Literal literal && literal.value() instanceof Decimal decimal) {
      return decimal.precision() <= Decimal.MAX_LONG_DIGITS()
          ? Optional.of(compact(literal, decimal))
          : Optional.empty();
    }
    if (expression instanceof BinaryComparison comparison) {
      return compared(comparison);
    }
    if (expression instanceof In in) {
      return TextChoice.of(in);
    }
    return expression instanceof Length length && length.child().dataType() instanceof StringType
        ? Optional.of(counted(length.child()))
        : Optional.empty();
  }

  // A decimal of the parser holds a big number, and each comparison with it makes another.
  private static Expression compact(Literal literal, Decimal decimal) {
    var number =
        Decimal.createUnsafe(decimal.toUnscaledLong(), decimal.precision(), decimal.scale());
    return new Literal(number, literal.dataType());
  }

  // Two decimals of one scale are in the order of their digits, which rows hold as they are.
  private static Optional<Expression> compared(BinaryComparison comparison) {
    return digits(comparison.left(), comparison.right())
        .flatMap(
            left ->
                digits(comparison.right(), comparison.left())
                    .map(right -> comparison.withNewChildren(both(left, right))));
  }

  private static Optional<Expression> digits(Expression side, Expression other) {
    var isShort =
        side.dataType() instanceof DecimalType one
            && other.dataType() instanceof DecimalType two
            && one.scale() == two.scale()
            && Math.max(one.precision(), two.precision()) <= Decimal.MAX_LONG_DIGITS();
    if (!isShort) {
      return Optional.empty();
    }
    return side instanceof Literal literal ? digits(literal) : Optional.of(new UnscaledValue(side));
  }

  private static Optional<Expression> digits(Literal literal) {
    if (!(literal.value() instanceof Decimal decimal)) {
      return Optional.of(new Literal(null, DataTypes.LongType));
    }
    var type = (DecimalType) literal.dataType();
    var scaled = decimal.clone();
    return scaled.changePrecision(type.precision(), type.scale())
        ? Optional.of(new Literal(scaled.toUnscaledLong(), DataTypes.LongType))
        : Optional.empty();
  }

  private static Seq<Expression> both(Expression left, Expression right) {
    return CollectionConverters.asScala(List.of(left, right)).toSeq();
  }

  private static Expression counted(Expression text) {
    return new StaticInvoke(
        CheaperExpressions.class,
        DataTypes.IntegerType,
        "characters",
        CollectionConverters.asScala(List.of(text)).toSeq(),
        CollectionConverters.asScala(List.<AbstractDataType>of(text.dataType())).toSeq(),
        true,
        true,
        true,
        Option.empty());
  }

  /** How many characters a text has. */
  public static int characters(UTF8String text) {
    return AsciiText.isAscii(text) ? text.numBytes() : text.numChars();
  }
}
