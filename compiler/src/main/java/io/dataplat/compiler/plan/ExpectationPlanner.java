package io.dataplat.compiler.plan;

import io.dataplat.compiler.analysis.AnalysedPlatform;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.jobplan.ColumnReference;
import io.dataplat.jobplan.DuplicateScope;
import io.dataplat.jobplan.MetricName;
import io.dataplat.jobplan.MetricRule;
import io.dataplat.jobplan.MetricScope;
import io.dataplat.jobplan.MetricUnit;
import io.dataplat.jobplan.OnViolation;
import io.dataplat.jobplan.Operator;
import io.dataplat.jobplan.RowRule;
import io.dataplat.jobplan.Step;
import io.dataplat.jobplan.UnknownResult;
import io.dataplat.jobplan.ValidValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the expectations of a dataset into a job plan. */
record ExpectationPlanner(AnalysedPlatform analysed) {

  List<RowRule> rules(Dataset dataset) {
    List<RowRule> rules = new ArrayList<>();
    for (Expectation expectation : dataset.expectations()) {
      if (expectation instanceof Expectation.RowRule rule) {
        rules.add(
            new RowRule(
                rule.name(),
                rule.check().value(),
                analysed.ruleColumns(dataset.id(), rule.name()),
                OnViolation.valueOf(rule.onViolation().name()),
                UnknownResult.valueOf(rule.unknown().name()),
                rule.tolerate().map(percent -> percent.value().movePointLeft(2)),
                false));
      }
    }
    return rules;
  }

  private static Optional<DuplicateScope> scope(Expectation.Metric metric) {
    return metric.measure().value() == Expectation.Measure.DUPLICATE_VALUES
        ? Optional.of(DuplicateScope.valueOf(metric.scope().name()))
        : Optional.empty();
  }

  private static Optional<ColumnReference> references(Dataset dataset, Expectation.Metric metric) {
    return metric.measure().value() == Expectation.Measure.INVALID_REFERENCES
        ? dataset
            .column(metric.columns().get(0).value())
            .flatMap(Column::references)
            .map(to -> new ColumnReference(to.dataset().toString(), to.column()))
        : Optional.empty();
  }

  private static Optional<ValidValues> valid(Expectation.Metric metric) {
    var values = metric.validValues().stream().map(value -> String.valueOf(value.value())).toList();
    return metric.measure().value() == Expectation.Measure.INVALID_VALUES
        ? Optional.of(new ValidValues(values, metric.pattern().map(Sourced::value)))
        : Optional.empty();
  }

  static List<MetricRule> metrics(Dataset dataset) {
    List<MetricRule> metrics = new ArrayList<>();
    for (Expectation expectation : dataset.expectations()) {
      if (expectation instanceof Expectation.Metric metric) {
        metrics.add(
            new MetricRule(
                metric.name(),
                MetricName.valueOf(metric.measure().value().name()),
                metric.columns().stream().map(Sourced::value).toList(),
                MetricScope.valueOf(metric.over().name()),
                MetricUnit.valueOf(metric.unit().name()),
                metric.missingValues(),
                valid(metric),
                scope(metric),
                references(dataset, metric),
                metric.query().map(query -> Step.lines(query.sql().text())),
                Operator.valueOf(metric.operator().name()),
                metric.bounds(),
                OnViolation.valueOf(metric.onViolation().name())));
      }
    }
    return metrics;
  }
}
