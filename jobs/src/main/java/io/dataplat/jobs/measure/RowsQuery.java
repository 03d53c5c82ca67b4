package io.dataplat.jobs.measure;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobs.session.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Takes the figures of metrics from rows, all in one query. */
public record RowsQuery(MetricMeasures measures, MeasuredRows compared) {

  private static final String FOUND = "_found_";

  /** The figures by the names of the metrics. */
  public Map<String, Figure> of(List<MetricRule> rules, Dataset<Row> rows) {
    var all = rows;
    var columns = new ArrayList<Column>();
    for (int i = 0; i < rules.size(); i++) {
      all = withFound(all, rules.get(i), i);
      columns.add(column(rules.get(i), i));
    }
    var values = all.agg(lit(0), columns.toArray(Column[]::new)).first();
    var figures = new LinkedHashMap<String, Figure>();
    for (int i = 0; i < rules.size(); i++) {
      figures.put(rules.get(i).name(), figure(values.get(i + 1)));
    }
    return figures;
  }

  private static Figure figure(Object value) {
    return value instanceof Long count ? Figure.of(count) : TextTotal.figure((String) value);
  }

  // Each row meets one row of different values at most, so no other metric counts it twice.
  private Dataset<Row> withFound(Dataset<Row> rows, MetricRule rule, int index) {
    var sought = sought(rule);
    if (sought.isEmpty()) {
      return rows;
    }
    var renamed = new ArrayList<Column>();
    var isEqual = lit(true);
    for (int i = 0; i < rule.columns().size(); i++) {
      var name = FOUND + index + "_" + i;
      renamed.add(col(Names.quote(sought.get().columns()[i])).as(name));
      isEqual = isEqual.and(col(Names.quote(rule.columns().get(i))).eqNullSafe(col(name)));
    }
    var values =
        sought
            .get()
            .select(renamed.toArray(Column[]::new))
            .distinct()
            .withColumn(FOUND + index, lit(true));
    return rows.join(values, isEqual, "left_outer");
  }

  private Optional<Dataset<Row>> sought(MetricRule rule) {
    if (rule.metric() == MetricName.INVALID_REFERENCES) {
      return rule.references().map(compared::referenced);
    }
    return rule.scope()
        .filter(DuplicateScope.TABLE::equals)
        .map(scope -> compared.others().select(columns(rule)));
  }

  private Column column(MetricRule rule, int index) {
    return measures.of(rule).map(RowsQuery::ofRows).orElseGet(() -> overRows(rule, index));
  }

  private static Column ofRows(Measure measure) {
    return measure.aggregate() == Aggregate.COUNT
        ? count_if(measure.value())
        : TextTotal.of(measure);
  }

  private static Column overRows(MetricRule rule, int index) {
    return switch (rule.metric()) {
      case DUPLICATE_VALUES -> count(lit(1)).minus(countDistinct(firstOnes(rule, index)));
      case DISTINCT_VALUES -> countDistinct(lit(true), columns(rule));
      case INVALID_REFERENCES ->
          count_if(columns(rule)[0].isNotNull().and(col(FOUND + index).isNull()));
      default -> throw new IllegalArgumentException(rule.metric() + " compares no rows");
    };
  }

  private static Column firstOnes(MetricRule rule, int index) {
    var values = struct(columns(rule));
    var isInTable = rule.scope().filter(DuplicateScope.TABLE::equals).isPresent();
    return isInTable ? when(col(FOUND + index).isNull(), values) : values;
  }

  private static Column[] columns(MetricRule rule) {
    return rule.columns().stream().map(name -> col(Names.quote(name))).toArray(Column[]::new);
  }
}
