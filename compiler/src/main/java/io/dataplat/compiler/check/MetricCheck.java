package io.dataplat.compiler.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Located;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Column;
import io.dataplat.compiler.model.Column.Classification;
import io.dataplat.compiler.model.Dataset;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.Measure;
import io.dataplat.compiler.model.Sourced;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a metric is told fits what it measures, and its value tells nothing of a person. */
final class MetricCheck implements Check {

  private static final java.util.regex.Pattern NEXT_WORD =
      java.util.regex.Pattern.compile("_([a-z])");
  private static final Set<Measure> OF_NUMBERS =
      EnumSet.of(Measure.SUM, Measure.AVG, Measure.MIN, Measure.MAX, Measure.STDDEV);
  private static final Set<Measure> OF_VALUES =
      EnumSet.of(Measure.DUPLICATE_VALUES, Measure.DISTINCT_VALUES);
  private static final Set<Measure> COMPARING_ROWS =
      EnumSet.of(
          Measure.DUPLICATE_VALUES,
          Measure.DISTINCT_VALUES,
          Measure.INVALID_REFERENCES,
          Measure.QUERY);
  private static final Set<Measure> WITHOUT_COLUMNS =
      EnumSet.of(Measure.ROW_COUNT, Measure.FRESHNESS, Measure.QUERY);
  private static final Set<Measure> COUNTING_ROWS =
      EnumSet.of(
          Measure.NULL_VALUES,
          Measure.MISSING_VALUES,
          Measure.INVALID_VALUES,
          Measure.INVALID_REFERENCES,
          Measure.DUPLICATE_VALUES);

  @Override
  public void check(CheckContext context, Diagnostics findings) {
    for (var dataset : context.datasets()) {
      for (var expectation : dataset.expectations()) {
        if (expectation instanceof Expectation.Metric metric) {
          check(dataset, metric, findings);
        }
      }
    }
  }

  private static void check(Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    var measure = metric.measure().value();
    metric.settings().stream()
        .filter(setting -> !isFor(measure, setting.value()))
        .forEach(setting -> misplaced(measure, setting, findings));
    if (OF_NUMBERS.contains(measure) || measure == Measure.INVALID_REFERENCES) {
      checkOneColumn(metric, findings);
    }
    if (OF_NUMBERS.contains(measure)) {
      checkNumbers(dataset, metric, findings);
    }
    if (OF_VALUES.contains(measure)) {
      checkComparable(dataset, metric, findings);
    }
    if (measure == Measure.FRESHNESS) {
      checkFreshness(dataset, metric, findings);
    }
    if (measure == Measure.INVALID_VALUES) {
      checkValid(dataset, metric, findings);
    }
  }

  private static boolean isFor(Measure measure, String setting) {
    return switch (setting) {
      case "columns" -> !WITHOUT_COLUMNS.contains(measure);
      case "over" -> !COMPARING_ROWS.contains(measure);
      case "unit" -> COUNTING_ROWS.contains(measure);
      case "scope" -> measure == Measure.DUPLICATE_VALUES;
      case "sql" -> measure == Measure.QUERY;
      case "missingValues" -> measure == Measure.MISSING_VALUES;
      case "validValues", "pattern" -> measure == Measure.INVALID_VALUES;
      default -> false;
    };
  }

  private static void misplaced(Measure measure, Located<String> setting, Diagnostics findings) {
    findings
        .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
        .at(
            setting.span(),
            "`%s` is not for the metric `%s`".formatted(setting.value(), spelling(measure)),
            "remove it");
  }

  private static void checkOneColumn(Expectation.Metric metric, Diagnostics findings) {
    if (metric.columns().size() > 1) {
      findings
          .reporter(Rules.NOT_FOR_THIS_EXPECTATION)
          .at(
              metric.columns().get(1).spanOr(metric.span()),
              "the metric `" + spelling(metric.measure().value()) + "` is about one column",
              "write a metric for each column");
    }
  }

  private static void checkNumbers(
      Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    for (var name : metric.columns()) {
      var column = dataset.column(name.value());
      column
          .filter(each -> !isNumber(ColumnType.of(each)))
          .ifPresent(each -> notForType(metric, name, each, "a number", findings));
      checkPersonal(metric, column, name.spanOr(metric.span()), findings);
    }
  }

  private static boolean isNumber(ColumnType type) {
    return type.isInteger() || type.isDecimal() || type.isFloat();
  }

  private static void checkComparable(
      Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    for (var name : metric.columns()) {
      dataset
          .column(name.value())
          .filter(column -> column.sparkType().contains("map<"))
          .ifPresent(
              column -> notForType(metric, name, column, "values that compare, no map", findings));
    }
  }

  private static void notForType(
      Expectation.Metric metric,
      Sourced<String> name,
      Column column,
      String needed,
      Diagnostics findings) {
    findings
        .reporter(Rules.NOT_FOR_THIS_TYPE)
        .at(
            name.spanOr(metric.span()),
            "the metric `%s` needs %s, but `%s` is a `%s`"
                .formatted(
                    spelling(metric.measure().value()),
                    needed,
                    column.name(),
                    column.type().value()));
  }

  private static void checkFreshness(
      Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    if (dataset.timeColumn().isEmpty()) {
      findings
          .reporter(Rules.NO_TIME_COLUMN)
          .at(
              metric.measure().spanOr(metric.span()),
              "`freshness` is measured on the event time, and `%s` has no `timeColumn`"
                  .formatted(dataset.id()),
              "add `timeColumn` to the dataset");
    }
    var time = dataset.timeColumn().flatMap(name -> dataset.column(name.value()));
    checkPersonal(metric, time, metric.measure().spanOr(metric.span()), findings);
  }

  // The value stands in the run record, in events and in the log.
  private static void checkPersonal(
      Expectation.Metric metric, Optional<Column> column, SourceSpan place, Diagnostics findings) {
    column
        .filter(
            each ->
                each.mask().isPresent() || each.classification().compareTo(Classification.PII) >= 0)
        .ifPresent(
            each ->
                findings
                    .reporter(Rules.PERSONAL_METRIC)
                    .at(
                        place,
                        "the value of `%s` would tell of a person: `%s` is %s"
                            .formatted(
                                spelling(metric.measure().value()),
                                each.name(),
                                each.mask().isPresent()
                                    ? "masked"
                                    : "`"
                                        + each.classification().name().toLowerCase(Locale.ROOT)
                                        + "`"),
                        "write a row rule with `check`, which tells only how many rows violate it"));
  }

  private static void checkValid(Dataset dataset, Expectation.Metric metric, Diagnostics findings) {
    metric.pattern().ifPresent(pattern -> checkPattern(metric, pattern, findings));
    for (var name : metric.columns()) {
      var column = dataset.column(name.value());
      column
          .filter(each -> metric.pattern().isPresent() && !ColumnType.of(each).isString())
          .ifPresent(each -> notForType(metric, name, each, "text for `pattern`", findings));
      column.ifPresent(each -> checkValues(metric, each, metric.validValues(), findings));
    }
  }

  private static void checkPattern(
      Expectation.Metric metric, Sourced<String> pattern, Diagnostics findings) {
    try {
      Pattern.compile(pattern.value());
    } catch (PatternSyntaxException bad) {
      findings
          .reporter(Rules.BAD_REGEX)
          .at(
              pattern.spanOr(metric.span()),
              "`%s` is no RE2 regular expression: %s"
                  .formatted(pattern.value(), bad.getDescription()),
              "RE2 has no look-around and no back references");
    }
  }

  private static void checkValues(
      Expectation.Metric metric,
      Column column,
      List<Sourced<Object>> values,
      Diagnostics findings) {
    for (var value : values) {
      LiteralFit.misfit(ColumnType.of(column), value.value())
          .ifPresent(
              reason ->
                  findings
                      .reporter(Rules.NOT_FOR_THIS_TYPE)
                      .at(
                          value.spanOr(metric.span()),
                          "the valid value `%s` of `%s` %s"
                              .formatted(value.value(), column.name(), reason)));
    }
  }

  private static String spelling(Measure measure) {
    return NEXT_WORD
        .matcher(measure.name().toLowerCase(Locale.ROOT))
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }
}
