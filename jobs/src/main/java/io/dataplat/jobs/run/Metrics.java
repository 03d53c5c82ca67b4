package io.dataplat.jobs.run;

import io.dataplat.jobplan.DatasetContract;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobplan.MetricUnit;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.measure.Figure;
import io.dataplat.jobs.measure.MeasuredRows;
import io.dataplat.jobs.measure.MetricMeasures;
import io.dataplat.jobs.measure.NumberQuery;
import io.dataplat.jobs.measure.RowsQuery;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the metrics of a gate (semantics 4.6). What the gate itself has counted and measured costs
 * nothing more; the others take one query over the rows together.
 *
 * @param runEnd the instant that freshness is measured from
 */
record Metrics(DatasetContract dataset, List<MetricRule> rules, Instant runEnd) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int MICROS = 6;

  /**
   * The results of all metrics.
   *
   * @param kept how many rows readers will see
   * @param rows those rows
   */
  List<MetricResult> of(GateReport gate, long kept, MeasuredRows rows) {
    var figures = new LinkedHashMap<>(gate.figures());
    measure(rules.stream().filter(rule -> !isKnown(rule, figures)).toList(), rows, figures);
    return rules.stream()
        .map(
            rule -> {
              var all = rule.over() == MetricScope.READ ? gate.candidates() : kept;
              return result(
                  gate.gate(), rule, figures.getOrDefault(rule.name(), Figure.of(all)), all);
            })
        .toList();
  }

  private void measure(List<MetricRule> unknown, MeasuredRows rows, Map<String, Figure> figures) {
    var query = new RowsQuery(new MetricMeasures(dataset), rows);
    var ofTable = unknown.stream().filter(rule -> isOfTable(rule, rows)).toList();
    var ofRows =
        unknown.stream()
            .filter(rule -> !ofTable.contains(rule) && rule.metric() != MetricName.QUERY)
            .toList();
    if (!ofRows.isEmpty()) {
      figures.putAll(query.of(ofRows, rows.kept()));
    }
    if (!ofTable.isEmpty()) {
      figures.putAll(query.of(ofTable, rows.stored()));
    }
    for (var rule : unknown) {
      if (rule.metric() == MetricName.QUERY) {
        var kept = rows.kept();
        figures.put(rule.name(), new NumberQuery(kept.sparkSession()).of(rule, kept));
      }
    }
  }

  // What is merged may leave rows out that the table already has.
  private static boolean isOfTable(MetricRule rule, MeasuredRows rows) {
    return rows.isMerged() && rule.scope().equals(Optional.of(DuplicateScope.TABLE));
  }

  private static boolean isKnown(MetricRule rule, Map<String, Figure> figures) {
    return rule.metric() == MetricName.ROW_COUNT || figures.containsKey(rule.name());
  }

  private MetricResult result(String gate, MetricRule rule, Figure figure, long all) {
    var value = figure.value().map(number -> inUnit(rule, number, all));
    var isWithin = value.map(number -> holds(rule, number)).orElse(true);
    return new MetricResult(gate, rule, value, figure.isFinite() && isWithin);
  }

  private BigDecimal inUnit(MetricRule rule, BigDecimal number, long all) {
    if (rule.metric() == MetricName.FRESHNESS) {
      var end = BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, runEnd));
      return end.subtract(number).movePointLeft(MICROS);
    }
    if (rule.unit() == MetricUnit.ROWS) {
      return number;
    }
    return all == 0
        ? BigDecimal.ZERO
        : number.multiply(HUNDRED).divide(BigDecimal.valueOf(all), MathContext.DECIMAL128);
  }

  private static boolean holds(MetricRule rule, BigDecimal value) {
    var sign = value.compareTo(rule.bounds().get(0));
    return switch (rule.operator()) {
      case MUST_BE -> sign == 0;
      case MUST_NOT_BE -> sign != 0;
      case MUST_BE_GREATER_THAN -> sign > 0;
      case MUST_BE_GREATER_OR_EQUAL_TO -> sign >= 0;
      case MUST_BE_LESS_THAN -> sign < 0;
      case MUST_BE_LESS_OR_EQUAL_TO -> sign <= 0;
      case MUST_BE_BETWEEN -> isBetween(rule, value);
      case MUST_NOT_BE_BETWEEN -> !isBetween(rule, value);
    };
  }

  private static boolean isBetween(MetricRule rule, BigDecimal value) {
    return value.compareTo(rule.bounds().get(0)) >= 0 && value.compareTo(rule.bounds().get(1)) <= 0;
  }
}
