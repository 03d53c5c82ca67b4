package io.dataplat.jobs.gate;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Whether a text is one of a few. Most texts are told apart by their length and their first eight
 * bytes, where Spark compares all bytes of one after the other.
 */
public final class TextChoice implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String METHOD = "contains";

  private final UTF8String[] texts;
  private final long[] beginnings;

  TextChoice(List<UTF8String> texts) {
    this.texts = texts.toArray(UTF8String[]::new);
    this.beginnings = texts.stream().mapToLong(UTF8String::getPrefix).toArray();
  }

  /** The same as an expression, if it is about texts that are known. */
  static Optional<Expression> of(In in) {
    var list = CollectionConverters.asJava(in.list());
    var isOfTexts =
        in.value().dataType().equals(DataTypes.StringType)
            && list.stream().allMatch(TextChoice::isText);
    return isOfTexts
        ? Optional.of(new TextChoice(list.stream().map(TextChoice::text).toList()).over(in.value()))
        : Optional.empty();
  }

  // With NULL among them the answer is unknown where it would be no.
  private static boolean isText(Expression expression) {
    return expression instanceof Literal literal
        && literal.dataType().equals(DataTypes.StringType)
        && literal.value() instanceof UTF8String;
  }

  private static UTF8String text(Expression literal) {
    return (UTF8String) ((Literal) literal).value();
  }

  private Expression over(Expression text) {
    return new Invoke(
        Literal.fromObject(this, new ObjectType(TextChoice.class)),
        METHOD,
        DataTypes.BooleanType,
        CollectionConverters.asScala(List.of(text)).toSeq(),
        CollectionConverters.asScala(List.<AbstractDataType>of(DataTypes.StringType)).toSeq(),
        true,
        false,
        true);
  }

  /** Whether it is one of them. */
  public boolean contains(UTF8String text) {
    long beginning = text.getPrefix();
    for (int i = 0; i < texts.length; i++) {
      if (beginnings[i] == beginning && isEqual(texts[i], text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEqual(UTF8String one, UTF8String other) {
    return one.numBytes() == other.numBytes()
        && (one.numBytes() <= Long.BYTES || one.binaryEquals(other));
  }
}
