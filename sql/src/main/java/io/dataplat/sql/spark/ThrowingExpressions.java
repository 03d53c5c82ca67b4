package io.dataplat.sql.spark;

import io.dataplat.sql.spark.SqlText.Range;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NullIf;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** Recognises expressions that fail on some value, and their forms that give NULL instead. */
final class ThrowingExpressions {
  private static final int LONGEST_QUOTE = 60;
  private static final int MOST_PRECISION = 38;
  private static final Set<String> DIVISIONS =
      Set.of("Divide", "IntegralDivide", "Remainder", "Pmod");
  private static final Map<String, String> ARITHMETIC =
      Map.of("Add", "try_add", "Subtract", "try_subtract", "Multiply", "try_multiply");
  private static final Map<String, String> TEXT_READERS = new LinkedHashMap<>();

  static {
    TEXT_READERS.put("to_date", "try_to_date");
    TEXT_READERS.put("to_timestamp", "try_to_timestamp");
    TEXT_READERS.put("to_timestamp_ltz", "try_to_timestamp");
    TEXT_READERS.put("to_timestamp_ntz", "try_to_timestamp");
    TEXT_READERS.put("unix_timestamp", "try_to_timestamp");
    TEXT_READERS.put("to_unix_timestamp", "try_to_timestamp");
    TEXT_READERS.put("to_number", "try_to_number");
    TEXT_READERS.put("to_binary", "try_to_binary");
    TEXT_READERS.put("url_decode", "try_url_decode");
    TEXT_READERS.put("parse_url", "try_parse_url");
    TEXT_READERS.put("parse_json", "try_parse_json");
  }

  /** What may fail, and what to write instead. */
  record Finding(Range range, String message, String hint) {}

  private final SqlText text;

  ThrowingExpressions(SqlText text) {
    this.text = text;
  }

  /**
   * The finding for one node, without its children.
   *
   * @param strict also what fails on overflow only
   */
  Optional<Finding> find(Expression expression, boolean strict) {
    if (expression.foldable()) {
      return Optional.empty();
    }
    if (expression instanceof Cast cast) {
      return cast(cast, strict);
    }
    if (expression instanceof BinaryArithmetic arithmetic) {
      return arithmetic(arithmetic, strict);
    }
    if (expression instanceof GetArrayItem item && item.failOnError() && isIndex(item)) {
      return Optional.of(index(expression, "get(" + operands(expression) + ")"));
    }
    if (expression instanceof ElementAt element
        && element.failOnError()
        && Trees.children(element).get(0).dataType() instanceof ArrayType) {
      return Optional.of(index(expression, "try_element_at(" + operands(expression) + ")"));
    }
    return strict ? signChange(expression).or(() -> call(expression)) : call(expression);
  }

  /** PIVOT reads arrays too, but inside their bounds. */
  private boolean isIndex(GetArrayItem item) {
    return text.slice(text.rangeOf(item.origin())).endsWith("]");
  }

  private Finding index(Expression expression, String instead) {
    return finding(expression, "an index outside the array fails the run", instead);
  }

  private Optional<Finding> cast(Cast cast, boolean strict) {
    var child = cast.child();
    if (!cast.evalMode().equals(EvalMode$.MODULE$.ANSI())
        || !mayThrow(child.dataType(), cast.dataType(), strict || child.nullable())) {
      return Optional.empty();
    }
    var type = TypeText.of(cast.dataType());
    var message = "a value that is no `" + type + "` fails the run";
    return Optional.of(finding(cast, message, "try_cast(" + quote(child) + " AS " + type + ")"));
  }

  private static boolean mayThrow(DataType from, DataType to, boolean strict) {
    if (from instanceof ArrayType source && to instanceof ArrayType target) {
      return mayThrow(source.elementType(), target.elementType(), strict);
    }
    if (from instanceof StringType) {
      return !(to instanceof StringType || to instanceof BinaryType || to instanceof NullType);
    }
    return strict
        && (to instanceof DecimalType || to instanceof IntegralType)
        && from instanceof NumericType
        && !Cast$.MODULE$.canUpCast(from, to);
  }

  private Optional<Finding> arithmetic(BinaryArithmetic arithmetic, boolean strict) {
    if (!arithmetic.evalMode().equals(EvalMode$.MODULE$.ANSI())) {
      return Optional.empty();
    }
    var name = arithmetic.nodeName();
    if (DIVISIONS.contains(name)) {
      return division(arithmetic);
    }
    var instead = ARITHMETIC.get(name);
    return strict && instead != null && overflows(arithmetic.dataType())
        ? Optional.of(
            finding(
                arithmetic,
                "a result outside of `" + TypeText.of(arithmetic.dataType()) + "` fails the run",
                instead + "(" + operands(arithmetic) + ")"))
        : Optional.empty();
  }

  private static boolean overflows(DataType type) {
    return type instanceof IntegralType
        || (type instanceof DecimalType decimal && decimal.precision() >= MOST_PRECISION);
  }

  private Optional<Finding> division(BinaryArithmetic division) {
    if (neverZero(division.right())) {
      return Optional.empty();
    }
    var left = quote(division.left());
    var right = quote(division.right());
    var instead =
        switch (division.nodeName()) {
          case "Divide" -> "try_divide(" + left + ", " + right + ")";
          case "Remainder" -> "try_mod(" + left + ", " + right + ")";
          case "IntegralDivide" -> left + " div nullif(" + right + ", 0)";
          default -> "pmod(" + left + ", nullif(" + right + ", 0))";
        };
    return Optional.of(finding(division, "division by zero fails the run", instead));
  }

  private static boolean neverZero(Expression divisor) {
    if (divisor instanceof Cast cast) {
      return neverZero(cast.child());
    }
    if (divisor instanceof NullIf nullIf) {
      return isZero(nullIf.right());
    }
    return divisor.foldable() && !isZero(divisor);
  }

  private static boolean isZero(Expression constant) {
    if (!constant.foldable() || !(constant.dataType() instanceof NumericType)) {
      return false;
    }
    try {
      var value = String.valueOf(constant.eval(null));
      return value.matches("-?0+(\\.0+)?");
    } catch (RuntimeException overflow) {
      return false;
    }
  }

  private Optional<Finding> signChange(Expression expression) {
    var fails =
        (expression instanceof UnaryMinus minus && minus.failOnError())
            || (expression instanceof Abs abs && abs.failOnError());
    if (!fails || !(expression.dataType() instanceof IntegralType)) {
      return Optional.empty();
    }
    var operand = quote(Trees.children(expression).get(0));
    return Optional.of(
        finding(
            expression,
            "the smallest `" + TypeText.of(expression.dataType()) + "` has no opposite",
            expression instanceof Abs
                ? "abs(CAST(" + operand + " AS decimal(20,0)))"
                : "try_subtract(0, " + operand + ")"));
  }

  private Optional<Finding> call(Expression expression) {
    var name = DeterminismRules.nameOf(expression);
    var instead = TEXT_READERS.get(name);
    var parts = Trees.children(expression);
    if (instead == null || parts.isEmpty() || !(parts.get(0).dataType() instanceof StringType)) {
      return Optional.empty();
    }
    return Optional.of(
        finding(
            expression,
            "a text that `" + name + "` cannot read fails the run",
            instead + "(" + operands(expression) + ")"));
  }

  /** Spark adds casts of its own, which have the place of the expression around them. */
  private static boolean isWritten(Cast cast) {
    return cast.getTagValue(Cast$.MODULE$.USER_SPECIFIED_CAST()).isDefined();
  }

  private Finding finding(Expression expression, String message, String instead) {
    return new Finding(
        text.rangeOf(expression.origin()),
        message,
        "write `" + instead + (instead.startsWith("abs(") ? "`" : "`, which gives NULL"));
  }

  private String operands(Expression expression) {
    return String.join(", ", Trees.children(expression).stream().map(this::quote).toList());
  }

  private String quote(Expression expression) {
    if (expression instanceof NamedExpression named && Trees.children(expression).isEmpty()) {
      return named.name();
    }
    if (expression instanceof Cast cast && !isWritten(cast)) {
      return quote(cast.child());
    }
    var origin = expression.origin();
    if (origin.startIndex().isEmpty()) {
      return "…";
    }
    var shown = text.slice(text.rangeOf(origin)).replaceAll("\\s+", " ");
    return shown.length() > LONGEST_QUOTE ? "…" : shown;
  }
}
