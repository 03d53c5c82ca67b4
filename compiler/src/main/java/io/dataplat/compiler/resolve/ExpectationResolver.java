package io.dataplat.compiler.resolve;

import io.dataplat.compiler.diagnostic.SourceSpan;
import io.dataplat.compiler.model.Expectation;
import io.dataplat.compiler.model.Expectation.Measure;
import io.dataplat.compiler.model.Expectation.OnViolation;
import io.dataplat.compiler.model.Expectation.Operator;
import io.dataplat.compiler.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the expectations of a contract. */
final class ExpectationResolver {
  private static final Map<String, Operator> OPERATORS = operators();

  private final ContractColumns columns;

  ExpectationResolver(ContractColumns columns) {
    this.columns = columns;
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

  private Expectation expectation(String name, SourceSpan span, Fields rule) {
    if (rule.has("check")) {
      return new Expectation.RowRule(
          name, span, rule.requiredText("check"), violation(rule, OnViolation.QUARANTINE));
    }
    rule.items("columns").forEach(columns::find);
    var key = OPERATORS.keySet().stream().filter(rule::has).findFirst().orElseThrow();
    return new Expectation.Metric(
        name,
        span,
        rule.requiredConstant("metric", Measure.class).value(),
        rule.itemTexts("columns"),
        OPERATORS.getOrDefault(key, Operator.MUST_BE),
        bounds(rule, key),
        violation(rule, OnViolation.FAIL));
  }

  private static OnViolation violation(Fields rule, OnViolation builtIn) {
    return rule.constant("onViolation", OnViolation.class, builtIn).value();
  }

  private static List<BigDecimal> bounds(Fields rule, String operator) {
    var bounds = new ArrayList<YamlScalar>(rule.items(operator));
    rule.scalar(operator).ifPresent(bounds::add);
    return bounds.stream().map(bound -> new BigDecimal(bound.text())).toList();
  }

  private static Map<String, Operator> operators() {
    var operators = new LinkedHashMap<String, Operator>();
    operators.put("mustBe", Operator.MUST_BE);
    operators.put("mustBeGreaterThan", Operator.MUST_BE_GREATER_THAN);
    operators.put("mustBeGreaterOrEqualTo", Operator.MUST_BE_GREATER_OR_EQUAL_TO);
    operators.put("mustBeLessThan", Operator.MUST_BE_LESS_THAN);
    operators.put("mustBeLessOrEqualTo", Operator.MUST_BE_LESS_OR_EQUAL_TO);
    operators.put("mustBeBetween", Operator.MUST_BE_BETWEEN);
    return operators;
  }
}
