package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.JobPlan;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobplan.MetricUnit;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the metrics of an output say of its rows and columns, in the words of OpenLineage. */
record LineageQuality(OpenLineage lineage, JobPlan plan) {

  /** The figures of an output; none if it has no metric that OpenLineage has a word for. */
  Optional<OpenLineage.DataQualityMetricsDatasetFacet> of(String output, List<RuleRecord> rules) {
    var rows = lineage.newDataQualityMetricsDatasetFacetBuilder();
    var columns =
        new TreeMap<String, DataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder>();
    var isAny = false;
    for (var metric : described(output)) {
      var value = value(output, metric, rules);
      if (value.isPresent() && metric.metric() == MetricName.ROW_COUNT) {
        rows.rowCount(value.get().longValue());
        isAny = true;
      } else if (value.isPresent()) {
        add(
            columns.computeIfAbsent(
                metric.columns().get(0),
                name -> lineage.newDataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder()),
            metric.metric(),
            value.get());
        isAny = true;
      }
    }
    var all = lineage.newDataQualityMetricsDatasetFacetColumnMetricsBuilder();
    columns.forEach((name, figures) -> all.put(name, figures.build()));
    return isAny ? Optional.of(rows.columnMetrics(all.build()).build()) : Optional.empty();
  }

  private List<MetricRule> described(String output) {
    return plan.outputs().stream()
        .filter(each -> each.id().equals(output))
        .flatMap(each -> each.metrics().stream())
        .filter(LineageQuality::isDescribed)
        .toList();
  }

  private static boolean isDescribed(MetricRule metric) {
    var isOfRows = metric.over() == MetricScope.KEPT && metric.unit() == MetricUnit.ROWS;
    return switch (metric.metric()) {
      case ROW_COUNT, SUM, MIN, MAX -> isOfRows;
      case NULL_VALUES, DISTINCT_VALUES -> isOfRows && metric.columns().size() == 1;
      default -> false;
    };
  }

  private static Optional<BigDecimal> value(
      String output, MetricRule metric, List<RuleRecord> rules) {
    return rules.stream()
        .filter(rule -> rule.gate().equals("output:" + output))
        .filter(rule -> rule.name().equals(metric.name()))
        .flatMap(rule -> rule.value().stream())
        .findFirst();
  }

  private static void add(
      DataQualityMetricsDatasetFacetColumnMetricsAdditionalBuilder column,
      MetricName metric,
      BigDecimal value) {
    switch (metric) {
      case NULL_VALUES -> column.nullCount(value.longValue());
      case DISTINCT_VALUES -> column.distinctCount(value.longValue());
      case SUM -> column.sum(value.doubleValue());
      case MIN -> column.min(value.doubleValue());
      case MAX -> column.max(value.doubleValue());
      default -> throw new IllegalArgumentException(metric + " has no word");
    }
  }
}
