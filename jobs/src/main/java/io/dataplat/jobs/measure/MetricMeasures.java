package io.dataplat.jobs.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_micros;

import io.dataplat.jobplan.ContractColumn;
import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.ValidValues;
import io.dataplat.jobs.session.ColumnTypes;
import io.dataplat.jobs.session.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The measures behind the metrics of a dataset. */
public record MetricMeasures(DatasetContract dataset) {

  /** The measures of those of the metrics that one row at a time adds to. */
  public List<Measure> of(List<MetricRule> rules) {
    return rules.stream().flatMap(rule -> of(rule).stream()).toList();
  }

  /** The columns whose values a metric tells of. */
  public List<ContractColumn> columns(MetricRule rule) {
    return rule.metric() == MetricName.FRESHNESS
        ? List.of(column(dataset.timeColumn().orElseThrow()))
        : rule.columns().stream().map(this::column).toList();
  }

  /** The measure of a metric that one row at a time adds to; none if it compares rows. */
  public Optional<Measure> of(MetricRule rule) {
    return switch (rule.metric()) {
      case NULL_VALUES -> counting(rule, column -> value(column).isNull());
      case MISSING_VALUES -> counting(rule, column -> isMissing(column, rule.missingValues()));
      case INVALID_VALUES ->
          counting(rule, column -> isInvalid(column, rule.valid().orElseThrow()));
      case SUM -> number(rule, Aggregate.SUM);
      case AVG -> number(rule, Aggregate.AVERAGE);
      case MIN -> number(rule, Aggregate.LEAST);
      case MAX -> number(rule, Aggregate.GREATEST);
      case STDDEV -> number(rule, Aggregate.DEVIATION);
      case FRESHNESS -> measure(rule, Aggregate.GREATEST, micros());
      case ROW_COUNT, DUPLICATE_VALUES, DISTINCT_VALUES, INVALID_REFERENCES, QUERY ->
          Optional.empty();
    };
  }

  private static Optional<Measure> measure(MetricRule rule, Aggregate aggregate, Column value) {
    return Optional.of(new Measure(rule.name(), aggregate, rule.over(), value));
  }

  private Optional<Measure> counting(MetricRule rule, Function<ContractColumn, Column> condition) {
    var any = rule.columns().stream().map(this::column).map(condition).reduce(Column::or);
    return measure(rule, Aggregate.COUNT, any.orElse(lit(false)));
  }

  private Optional<Measure> number(MetricRule rule, Aggregate aggregate) {
    var column = column(rule.columns().get(0));
    var type = ColumnTypes.of(column);
    return measure(
        rule, aggregate, isWhole(type) ? value(column).cast(DataTypes.LongType) : value(column));
  }

  private static boolean isWhole(DataType type) {
    return List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType).contains(type);
  }

  private Column micros() {
    var time = column(dataset.timeColumn().orElseThrow());
    return unix_micros(value(time).cast(DataTypes.TimestampType));
  }

  private ContractColumn column(String name) {
    return dataset.column(name).orElseThrow();
  }

  private static Column value(ContractColumn column) {
    return col(Names.quote(column.name()));
  }

  private static Column isMissing(ContractColumn column, List<String> texts) {
    var text = value(column).cast(DataTypes.StringType);
    var isListed = texts.isEmpty() ? trim(text).equalTo(lit("")) : text.isin(texts.toArray());
    return value(column).isNull().or(isListed);
  }

  private static Column isInvalid(ContractColumn column, ValidValues valid) {
    return valid
        .pattern()
        .map(pattern -> not(value(column).rlike("\\A(?:" + pattern + ")\\z")))
        .orElseGet(() -> not(value(column).isin(typed(column, valid.values()))));
  }

  private static Object[] typed(ContractColumn column, List<String> values) {
    var type = ColumnTypes.of(column);
    return values.stream().map(text -> lit(text).cast(type)).toArray();
  }
}
