package io.dataplat.jobs.mask;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes one text of another; null stays null. Spark hands over the bytes of the row, where a
 * function of its own kind would get a text that is decoded and encoded again.
 */
@FunctionalInterface
public interface TextMask extends Serializable {

  /** The method that Spark calls, by its name. */
  String METHOD = "mask";

  /** The text as it is stored. */
  UTF8String mask(UTF8String clear);

  /** This mask over a column. */
  default Column over(Column clear) {
    var itself = Literal.fromObject(this, new ObjectType(TextMask.class));
    var arguments = List.<Expression>of(ExpressionUtils.expression(clear));
    return ExpressionUtils.column(
        new Invoke(
            itself,
            METHOD,
            DataTypes.StringType,
            CollectionConverters.asScala(arguments).toSeq(),
            CollectionConverters.asScala(List.<AbstractDataType>of(DataTypes.StringType)).toSeq(),
            true,
            true,
            true));
  }
}
