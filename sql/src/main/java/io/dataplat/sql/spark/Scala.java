package io.dataplat.sql.spark;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;
import scala.runtime.AbstractPartialFunction;

/** Conversions between Java's and Scala's collections. */
final class Scala {
  private Scala() {}

  static <T> Seq<T> seq(List<? extends T> list) {
    return CollectionConverters.<T>asScala(List.<T>copyOf(list)).toSeq();
  }

  static <T> List<T> list(scala.collection.Seq<? extends T> seq) {
    return List.copyOf(CollectionConverters.asJava(seq));
  }

  static <T> Optional<T> optional(Option<T> option) {
    return OptionConverters.toJava(option);
  }

  /** Replaces the columns of an expression. */
  static AbstractPartialFunction<Expression, Expression> replacingColumns(
      Function<Attribute, Expression> replacement) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Expression expression) {
        return expression instanceof Attribute;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <A extends Expression, B> B applyOrElse(A expression, Function1<A, B> otherwise) {
        return expression instanceof Attribute column
            ? (B) replacement.apply(column)
            : otherwise.apply(expression);
      }
    };
  }

  /** Replaces the nodes that match, as Scala's pattern matching does. */
  static AbstractPartialFunction<LogicalPlan, LogicalPlan> replacing(
      Predicate<LogicalPlan> matches, Function<LogicalPlan, LogicalPlan> replacement) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(LogicalPlan plan) {
        return matches.test(plan);
      }

      @Override
      @SuppressWarnings("unchecked")
      public <A extends LogicalPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
        return matches.test(plan) ? (B) replacement.apply(plan) : otherwise.apply(plan);
      }
    };
  }
}
