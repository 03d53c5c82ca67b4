package io.dataplat.jobs.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobs.session.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures rows as readers would see them, all metrics in one scan. */
final class Metrics {

  private Metrics() {}

  static List<MetricResult> measure(List<MetricRule> rules, Supplier<Dataset<Row>> rows) {
    if (rules.isEmpty()) {
      return List.of();
    }
    var measures = new ArrayList<Column>();
    rules.forEach(rule -> measures.add(measure(rule)));
    var values = rows.get().agg(lit(0), measures.toArray(Column[]::new)).first();
    return IntStream.range(0, rules.size())
        .mapToObj(index -> result(rules.get(index), BigDecimal.valueOf(values.getLong(index + 1))))
        .toList();
  }

  private static Column measure(MetricRule rule) {
    var all = count(lit(1));
    return switch (rule.metric()) {
      case ROW_COUNT -> all;
      case NULL_VALUES -> count_if(hasNull(rule.columns()));
      case DUPLICATE_VALUES -> all.minus(countDistinct(struct(columns(rule.columns()))));
    };
  }

  private static Column hasNull(List<String> names) {
    return names.stream()
        .map(name -> col(Names.quote(name)).isNull())
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(Names.quote(name))).toArray(Column[]::new);
  }

  private static MetricResult result(MetricRule rule, BigDecimal value) {
    return new MetricResult(rule.name(), rule.onViolation(), value, holds(rule, value));
  }

  private static boolean holds(MetricRule rule, BigDecimal value) {
    var sign = value.compareTo(rule.bounds().get(0));
    return switch (rule.operator()) {
      case MUST_BE -> sign == 0;
      case MUST_BE_GREATER_THAN -> sign > 0;
      case MUST_BE_GREATER_OR_EQUAL_TO -> sign >= 0;
      case MUST_BE_LESS_THAN -> sign < 0;
      case MUST_BE_LESS_OR_EQUAL_TO -> sign <= 0;
      case MUST_BE_BETWEEN -> sign >= 0 && value.compareTo(rule.bounds().get(1)) <= 0;
    };
  }
}
