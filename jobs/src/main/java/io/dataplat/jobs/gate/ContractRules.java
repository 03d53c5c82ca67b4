package io.dataplat.jobs.gate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.RowRule;
import io.dataplat.jobplan.UnknownResult;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.DataType;

/** The rules that follow from a contract, and those it declares. */
public final class ContractRules {

  private ContractRules() {}

  /** The implicit rules of the columns that steps deliver, in the order of the columns. */
  public static List<GateRule> implicit(DatasetContract dataset) {
    var rules = new ArrayList<GateRule>();
    for (var column : dataset.columns()) {
      if (column.generated().isEmpty()) {
        ofColumn(column)
            .forEach(
                rule ->
                    rules.add(GateRule.implicit(rule.name(), dataset.onInvalid(), rule.check())));
      }
    }
    return List.copyOf(rules);
  }

  /** The declared rules of a gate. */
  public static List<GateRule> declared(SparkSession session, List<RowRule> rules) {
    return rules.stream()
        .map(
            rule ->
                new GateRule(
                    rule.name(), rule.onViolation(), check(session, rule), rule.tolerate()))
        .toList();
  }

  private static Column check(SparkSession session, RowRule rule) {
    var check = condition(session, rule.check());
    return rule.unknown() == UnknownResult.FAIL ? coalesce(check, lit(false)) : check;
  }

  /** A condition of a plan; a column of a text would be parsed again wherever it is used. */
  public static Column condition(SparkSession session, String check) {
    var parser = ((org.apache.spark.sql.classic.SparkSession) session).sessionState().sqlParser();
    try {
      return ExpressionUtils.column(parser.parseExpression(check));
    } catch (ParseException e) {
      throw new IllegalStateException("a rule of a plan that was judged", e);
    }
  }

  /** A null time belongs to no interval. */
  public static GateRule timeMissing(DatasetContract dataset, ContractColumn time) {
    var check = col(Names.quote(time.name())).isNotNull();
    return GateRule.implicit("interval-time-missing", dataset.onInvalid(), check);
  }

  private record Check(String name, Column check) {}

  private static Stream<Check> ofColumn(ContractColumn column) {
    var checks = Stream.<Check>builder();
    var value = col(Names.quote(column.name()));
    if (!column.nullable()) {
      checks.add(new Check("not-null:" + column.name(), value.isNotNull()));
    }
    if (!column.allowedValues().isEmpty()) {
      checks.add(new Check("allowed:" + column.name(), value.isin(allowed(column))));
    }
    column
        .pattern()
        .ifPresent(
            pattern ->
                checks.add(
                    new Check(
                        "pattern:" + column.name(), value.rlike("\\A(?:" + pattern + ")\\z"))));
    return checks.build();
  }

  private static Object[] allowed(ContractColumn column) {
    DataType type = ColumnTypes.of(column);
    return column.allowedValues().stream().map(text -> lit(text).cast(type)).toArray();
  }
}
