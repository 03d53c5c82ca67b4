package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.kubernetes.PrometheusRule.Group;
import io.dataplat.compiler.backend.kubernetes.PrometheusRule.Rule;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.HoldPlan;
import io.dataplat.compiler.plan.PipelinePlan;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one reader that takes up a table where it has left it: people are told when old
 * snapshots are kept only for it, and called when they are kept no longer.
 */
final class HoldRules {

  private static final String LAG = "dataplat_reader_lag_seconds";
  private static final String LAST_LAG = "dataplat:reader_lag_seconds:last";

  private final PipelinePlan pipeline;
  private final HoldPlan hold;
  private final String matchers;

  HoldRules(PipelinePlan pipeline, HoldPlan hold) {
    this.pipeline = pipeline;
    this.hold = hold;
    var own = new LinkedHashMap<String, String>();
    own.put("dataset", hold.dataset());
    own.put("namespace", pipeline.namespace());
    own.put("reader", hold.reader());
    this.matchers = PromQl.matchers(Collections.unmodifiableMap(own));
  }

  Group group() {
    return new Group(
        "readers:" + hold.dataset() + ":" + hold.reader(),
        List.of(
            Rule.recording(LAST_LAG, Sourced.builtIn(lastLag()), Map.of()),
            alert("ReaderHoldsSnapshots", "ticket", hold.snapshots(), "keeps old snapshots of"),
            alert(
                "ReaderLosesSnapshots", "page", hold.maxHold(), "loses what it has not read of")));
  }

  /** The driver is gone between runs; its last word holds until the next one speaks. */
  private String lastLag() {
    return "max by (dataset, namespace, reader) ("
        + LAG
        + matchers
        + ") or last_over_time("
        + LAST_LAG
        + matchers
        + "[1d])";
  }

  private Rule alert(String name, String severity, Sourced<Duration> most, String does) {
    var labels = new LinkedHashMap<String, Object>();
    labels.put("owner", hold.owner().map(PromQl::literalInTemplate));
    labels.put("severity", severity);
    var annotations = new LinkedHashMap<String, Object>();
    annotations.put(
        "summary",
        "%s %s %s: it is more than %s behind."
            .formatted(hold.reader(), does, hold.dataset(), PromQl.duration(most.value())));
    annotations.put("dataset", hold.dataset());
    annotations.put("pipeline", pipeline.domain() + "." + pipeline.name());
    hold.runbook()
        .ifPresent(url -> annotations.put("runbook_url", url.map(PromQl::literalInTemplate)));
    return Rule.alerting(
        name, most.map(age -> LAST_LAG + matchers + " > " + age.toSeconds()), labels, annotations);
  }
}
