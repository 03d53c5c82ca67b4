package io.dataplat.sql.spark;

import io.dataplat.sql.SqlProblem;
import io.dataplat.sql.spark.SqlText.Range;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.QueryContextType;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.jdk.javaapi.CollectionConverters;

/** Rewords Spark's errors for people and puts them at their place. */
final class SparkErrors {
  private static final Pattern CONDITION = Pattern.compile("^\\s*\\[[A-Z0-9_.]+\\]\\s*");
  private static final Pattern TAIL =
      Pattern.compile(
          "\\s*(;\\s*\n|SQLSTATE:|== SQL|; line \\d+ pos \\d+|\\(line \\d+, pos \\d+).*",
          Pattern.DOTALL);
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern ADVICE =
      Pattern.compile(" (If you did not|To tolerate|Please, (refer|fix)|If necessary set) .*");
  private static final Pattern SUBJECT =
      Pattern.compile("^Cannot resolve .* due to data type mismatch: ");

  private static final Pattern QUOTED_TYPE = Pattern.compile("\"[A-Z_]+([<(][^\"]*[)>])?\"");

  private final SqlText text;
  private final Optional<LogicalPlan> parsed;

  /**
   * Rewords errors about a text.
   *
   * @param parsed the plan before it was resolved, if the text could be parsed
   */
  SparkErrors(SqlText text, Optional<LogicalPlan> parsed) {
    this.text = text;
    this.parsed = parsed;
  }

  SqlProblem problem(Throwable failure) {
    if (failure instanceof AnalysisException exception) {
      return analysisError(exception);
    }
    if (failure instanceof StackOverflowError) {
      return badSql(text.all(), "the SQL is too deeply nested", "split it into several steps");
    }
    if (failure instanceof SparkThrowable known && !known.isInternalError()) {
      var message = reworded(String.valueOf(failure.getMessage()));
      return text.error("bad-sql", rangeOf(known).orElseGet(text::all), message, Optional.empty());
    }
    return badSql(
        text.all(), "Spark cannot analyse this", "look for a function with arguments of odd types");
  }

  private SqlProblem badSql(Range range, String message, String hint) {
    return text.error("bad-sql", range, message, Optional.of(hint));
  }

  private SqlProblem analysisError(AnalysisException exception) {
    var condition = Optional.ofNullable(exception.getCondition()).orElse("");
    var values = values(exception);
    var range = rangeOf(exception);
    return switch (condition.replaceFirst("\\..*", "")) {
      case "UNRESOLVED_COLUMN", "UNRESOLVED_USING_COLUMN_FOR_JOIN" -> unknownColumn(range, values);
      case "FIELD_NOT_FOUND" -> unknownField(range, values);
      case "TABLE_OR_VIEW_NOT_FOUND" ->
          text.error(
              "unknown-relation",
              range,
              "`" + plain(values, "relationName") + "` is no input and no step of this task",
              Optional.empty());
      case "PARSE_SYNTAX_ERROR" -> syntaxError(range, values);
      case "PARSE_EMPTY_STATEMENT" -> badSql(range, "there is no SQL here", "write a SELECT");
      case "MISSING_GROUP_BY", "MISSING_AGGREGATION" -> missingGroupBy(exception, range);
      case "WRONG_NUM_ARGS" ->
          text.error("bad-sql", range, argumentCount(values), Optional.empty());
      case "AMBIGUOUS_REFERENCE" ->
          badSql(
              range,
              "`"
                  + plain(values, "name")
                  + "` could be any of "
                  + values.getOrDefault("referenceNames", "").replaceAll("[\\[\\]]", ""),
              "write the relation's name before it");
      default ->
          text.error(
              "bad-sql", range, reworded(String.valueOf(exception.getMessage())), Optional.empty());
    };
  }

  private static Map<String, String> values(AnalysisException exception) {
    return new LinkedHashMap<>(CollectionConverters.asJava(exception.messageParameters()));
  }

  private static String plain(Map<String, String> values, String key) {
    return values.getOrDefault(key, "").replace("`", "");
  }

  private SqlProblem unknownColumn(Range range, Map<String, String> values) {
    var wrong =
        values.containsKey("objectName") ? plain(values, "objectName") : plain(values, "colName");
    var known =
        Arrays.stream(
                values.getOrDefault("proposal", values.getOrDefault("suggestion", "")).split(", "))
            .map(name -> name.replace("`", ""))
            .filter(name -> !name.isEmpty())
            .toList();
    return text.error(
        "unknown-column", range, "unknown column `" + wrong + "`", columnHint(wrong, known));
  }

  private static Optional<String> columnHint(String wrong, List<String> known) {
    return NearNames.hint(wrong, known)
        .or(
            () ->
                NearNames.hint(lastPart(wrong), known.stream().map(SparkErrors::lastPart).toList()))
        .or(
            () ->
                known.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the nearest columns are `" + String.join("`, `", known) + "`"));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private SqlProblem unknownField(Range range, Map<String, String> values) {
    var wrong = plain(values, "fieldName");
    var fields = List.of(plain(values, "fields").split(", "));
    return text.error(
        "unknown-column",
        range,
        "the struct has no field `" + wrong + "`",
        columnHint(wrong, fields));
  }

  private SqlProblem syntaxError(Range range, Map<String, String> values) {
    var token = values.getOrDefault("error", "").replaceAll("^'|'$", "");
    if (token.contains("end of input")) {
      return text.error("bad-sql", range, "the SQL ends too early", Optional.empty());
    }
    var hint =
        token.equals("=>")
            ? "did you mean `>=`?"
            : "a comma, an operator or a quote may be missing before it";
    return badSql(range, "`" + token + "` is not expected here", hint);
  }

  private SqlProblem missingGroupBy(AnalysisException exception, Range range) {
    var column = UngroupedColumn.in(exception);
    var place =
        column
            .flatMap(name -> parsed.flatMap(plan -> UngroupedColumn.placeOf(name, plan)))
            .map(text::rangeOf);
    return badSql(
        place.orElse(range),
        column.map(name -> "`" + name + "`").orElse("a column")
            + " is neither grouped nor inside an aggregate function",
        "add it to GROUP BY, or aggregate it, e.g. with `max`");
  }

  private static String argumentCount(Map<String, String> values) {
    var wanted = values.getOrDefault("expectedNum", "").replaceAll("[\\[\\]]", "");
    return values.getOrDefault("functionName", "this function")
        + " takes "
        + (wanted.contains(",") ? "one of " : "")
        + wanted
        + (wanted.equals("1") ? " argument, not " : " arguments, not ")
        + values.getOrDefault("actualNum", "");
  }

  private Range rangeOf(AnalysisException exception) {
    var range =
        rangeOf((SparkThrowable) exception).orElseGet(() -> text.rangeOf(exception.origin()));
    return parsed.flatMap(plan -> new Narrowing(text, range).in(plan)).orElse(range);
  }

  private static Optional<Range> rangeOf(SparkThrowable failure) {
    return Arrays.stream(failure.getQueryContext())
        .filter(context -> context.contextType() == QueryContextType.SQL)
        .filter(context -> context.startIndex() >= 0)
        .filter(context -> context.stopIndex() >= context.startIndex())
        .findFirst()
        .map(context -> new Range(context.startIndex(), context.stopIndex() + 1));
  }

  static String reworded(String message) {
    var words = CONDITION.matcher(message).replaceFirst("");
    words = TAIL.matcher(words).replaceFirst("");
    words = BLANKS.matcher(words).replaceAll(" ").strip();
    words = ADVICE.matcher(words).replaceFirst("");
    words = SUBJECT.matcher(words).replaceFirst("");
    words = QUOTED_TYPE.matcher(words).replaceAll(type -> type.group().toLowerCase(Locale.ROOT));
    words = words.replace('"', '`').replaceFirst("\\.$", "");
    return words.isEmpty() ? "Spark refuses this without a reason" : lowerFirst(words);
  }

  private static String lowerFirst(String words) {
    return words.length() > 1 && Character.isLowerCase(words.charAt(1))
        ? words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1)
        : words;
  }
}
