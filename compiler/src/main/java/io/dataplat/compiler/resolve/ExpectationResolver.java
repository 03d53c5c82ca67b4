package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.Diagnostics;
import io.dataplat.compiler.diagnostic.Rules;
import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.Measure;
import io.dataplat.compiler.model.Expectation.OnViolation;
import io.dataplat.compiler.model.Expectation.Operator;
import io.dataplat.compiler.model.Expectation.Over;
import io.dataplat.compiler.model.Expectation.Scope;
import io.dataplat.compiler.model.Expectation.Unit;
import io.dataplat.compiler.model.Expectation.Unknown;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the expectations of a contract. */
final class ExpectationResolver {
  private static final Map<String, Operator> OPERATORS = operators();
  private static final List<String> SETTINGS =
      List.of("columns", "over", "unit", "missingValues", "validValues", "pattern", "scope", "sql");
  private static final List<String> OF_CHECKS = List.of("unknown", "tolerate");

  private final ContractColumns columns;
  private final SqlSource queries;
  private final Diagnostics diagnostics;

  ExpectationResolver(ContractColumns columns, SqlSource queries, Diagnostics diagnostics) {
    this.columns = columns;
    this.queries = queries;
    this.diagnostics = diagnostics;
  }

  List<Expectation> resolve(Fields spec) {
    var expectations = new ArrayList<Expectation>();
    spec.members("expectations")
        .forEach(
            (name, rule) ->
                expectations.add(
                    expectation(name, spec.below("expectations").keySpan(name), rule)));
    return expectations;
  }

  /** Makes metrics of rules that a data contract has; a name that is taken gets a number. */
  List<Expectation> resolve(List<QualityRules.Rule> rules, List<Expectation> declared) {
    var names = new LinkedHashSet<String>();
    declared.forEach(expectation -> names.add(expectation.name()));
    var expectations = new ArrayList<Expectation>();
    for (var rule : rules) {
      var name = rule.name();
      for (int number = 2; !names.add(name); number++) {
        name = rule.name() + "_" + number;
      }
      expectations.add(metric(name, rule.span(), new Fields(rule.metric())));
    }
    return expectations;
  }

  private Expectation expectation(String name, SourceSpan span, Fields rule) {
    return rule.has("check") ? rowRule(name, span, rule) : metric(name, span, rule);
  }

  private Expectation rowRule(String name, SourceSpan span, Fields rule) {
    var ofMetrics = new ArrayList<>(SETTINGS);
    ofMetrics.addAll(OPERATORS.keySet());
    return new Expectation.RowRule(
        name,
        span,
        rule.requiredText("check"),
        rule.constant("unknown", Unknown.class, Unknown.PASS).value(),
        new Scalars(diagnostics).percent(rule, "tolerate"),
        violation(rule, OnViolation.QUARANTINE),
        rule.present(ofMetrics));
  }

  private Expectation metric(String name, SourceSpan span, Fields rule) {
    rule.items("columns").forEach(columns::find);
    var key = OPERATORS.keySet().stream().filter(rule::has).findFirst().orElseThrow();
    var measure = rule.requiredConstant("metric", Measure.class);
    var settings = new ArrayList<>(SETTINGS);
    settings.addAll(OF_CHECKS);
    return new Expectation.Metric(
        name,
        span,
        measure,
        rule.itemTexts("columns"),
        rule.constant("over", Over.class, Over.KEPT).value(),
        rule.constant("unit", Unit.class, Unit.ROWS).value(),
        rule.itemTexts("missingValues").stream().map(Sourced::value).toList(),
        rule.items("validValues").stream().map(Scalars::value).toList(),
        rule.text("pattern"),
        rule.constant("scope", Scope.class, Scope.BATCH).value(),
        rule.scalar("sql").map(sql -> new Expectation.Query(sql.span(), queries.of(sql))),
        OPERATORS.getOrDefault(key, Operator.MUST_BE),
        bounds(rule, key, measure.value()),
        violation(rule, OnViolation.FAIL),
        rule.present(settings));
  }

  private static OnViolation violation(Fields rule, OnViolation builtIn) {
    return rule.constant("onViolation", OnViolation.class, builtIn).value();
  }

  private List<BigDecimal> bounds(Fields rule, String operator, Measure measure) {
    var bounds = new ArrayList<YamlScalar>(rule.items(operator));
    rule.scalar(operator).ifPresent(bounds::add);
    return bounds.stream().flatMap(bound -> bound(bound, measure).stream()).toList();
  }

  private Optional<BigDecimal> bound(YamlScalar bound, Measure measure) {
    var number = Scalars.number(bound);
    var duration = Scalars.seconds(bound.text());
    if (measure == Measure.FRESHNESS) {
      return duration.or(
          () -> refused(bound, "`freshness` is compared with a duration", "write `2h`"));
    }
    return number.or(
        () -> refused(bound, "only `freshness` is compared with a duration", "write a number"));
  }

  private Optional<BigDecimal> refused(YamlScalar bound, String message, String hint) {
    diagnostics
        .reporter(Rules.BAD_DURATION)
        .at(bound.span(), message + ", not with `" + bound.text() + "`", hint);
    return Optional.empty();
  }

  /** The operators by which a metric is compared. */
  static List<String> operatorNames() {
    return List.copyOf(OPERATORS.keySet());
  }

  private static Map<String, Operator> operators() {
    var operators = new LinkedHashMap<String, Operator>();
    operators.put("mustBe", Operator.MUST_BE);
    operators.put("mustNotBe", Operator.MUST_NOT_BE);
    operators.put("mustBeGreaterThan", Operator.MUST_BE_GREATER_THAN);
    operators.put("mustBeGreaterOrEqualTo", Operator.MUST_BE_GREATER_OR_EQUAL_TO);
    operators.put("mustBeLessThan", Operator.MUST_BE_LESS_THAN);
    operators.put("mustBeLessOrEqualTo", Operator.MUST_BE_LESS_OR_EQUAL_TO);
    operators.put("mustBeBetween", Operator.MUST_BE_BETWEEN);
    operators.put("mustNotBeBetween", Operator.MUST_NOT_BE_BETWEEN);
    return operators;
  }
}
