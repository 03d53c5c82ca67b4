package io.dataplat.sql.spark;

import io.dataplat.sql.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NameParameterizedQuery;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/** Binds parameters as typed values, as the job does; one without a value gets a sample. */
final class ParameterLiterals {
  private static final List<String> SAMPLES = List.of("2000-01-01", "1", "true");

  private ParameterLiterals() {}

  static LogicalPlan bind(
      LogicalPlan plan, List<Parameter> parameters, String timezone, CatalystSqlParser parser) {
    if (parameters.isEmpty()) {
      return plan;
    }
    var names = parameters.stream().map(Parameter::name).toList();
    var values =
        parameters.stream()
            .<Expression>map(parameter -> literal(parameter, timezone, parser))
            .toList();
    return new NameParameterizedQuery(plan, Scala.seq(names), Scala.<Expression>seq(values));
  }

  private static Literal literal(Parameter parameter, String timezone, CatalystSqlParser parser) {
    var type = parser.parseDataType(parameter.type());
    return Stream.concat(parameter.value().stream(), SAMPLES.stream())
        .flatMap(value -> valueOf(value, type, timezone).stream())
        .findFirst()
        .map(value -> new Literal(value, type))
        .orElseGet(() -> Literal$.MODULE$.create(null, type));
  }

  private static Optional<Object> valueOf(String text, DataType type, String timezone) {
    var literal = Literal$.MODULE$.apply(text);
    if (!Cast.canTryCast(literal.dataType(), type)) {
      return Optional.empty();
    }
    var cast = new Cast(literal, type, Option.apply(timezone), EvalMode$.MODULE$.TRY());
    return Optional.ofNullable(cast.eval(null));
  }
}
