package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.resource.ObjectMetadata;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.PipelinePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of the Prometheus operator's PrometheusRule that dataplat writes, in print order. */
record PrometheusRule(String apiVersion, String kind, Map<String, Object> metadata, Spec spec) {

  /** Watches the promises of the datasets that a pipeline writes, and readers of its tables. */
  static PrometheusRule of(ObjectMetadata metadata, PipelinePlan pipeline) {
    return new PrometheusRule(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        metadata.tree(),
        new Spec(
            Stream.concat(
                    pipeline.slos().stream().map(slo -> new FreshnessRules(pipeline, slo).group()),
                    pipeline.holds().stream().map(hold -> new HoldRules(pipeline, hold).group()))
                .toList()));
  }

  record Spec(List<Group> groups) {}

  record Group(String name, List<Rule> rules) {}

  record Rule(
      Optional<String> record,
      Optional<String> alert,
      Sourced<String> expr,
      Map<String, Object> labels,
      Map<String, Object> annotations) {

    static Rule recording(String name, Sourced<String> expression, Map<String, Object> labels) {
      return new Rule(Optional.of(name), Optional.empty(), expression, labels, Map.of());
    }

    static Rule alerting(
        String name,
        Sourced<String> expression,
        Map<String, Object> labels,
        Map<String, Object> annotations) {
      return new Rule(Optional.empty(), Optional.of(name), expression, labels, annotations);
    }
  }
}
