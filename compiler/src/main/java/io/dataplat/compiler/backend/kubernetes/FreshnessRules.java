package io.dataplat.compiler.backend.kubernetes;

import io.dataplat.compiler.backend.kubernetes.PrometheusRule.Group;
import io.dataplat.compiler.backend.kubernetes.PrometheusRule.Rule;
import io.dataplat.compiler.model.Sourced;
import io.dataplat.compiler.plan.PipelinePlan;
import io.dataplat.compiler.plan.SloPlan;
import io.dataplat.compiler.yaml.YamlNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules of one freshness promise: in each slice of time the data is fresh or not, and people
 * are called when too many slices were not, over a long and a short window together.
 */
final class FreshnessRules {

  private static final String FRONTIER = "dataplat_frontier_timestamp_seconds";
  private static final String LAST_FRONTIER = "dataplat:frontier_timestamp_seconds:last";
  private static final String SLICE = "slo:sli_error:time_slice";
  private static final String RATIO = "slo:sli_error:ratio_rate";
  private static final String ALERT = "DatasetFreshnessBudgetBurn";

  private static final List<Burn> PAGE =
      List.of(
          new Burn(Duration.ofMinutes(5), Duration.ofHours(1), new BigDecimal("0.02")),
          new Burn(Duration.ofMinutes(30), Duration.ofHours(6), new BigDecimal("0.05")));
  private static final List<Burn> TICKET =
      List.of(
          new Burn(Duration.ofHours(2), Duration.ofDays(1), new BigDecimal("0.1")),
          new Burn(Duration.ofHours(6), Duration.ofDays(3), new BigDecimal("0.1")));

  private final PipelinePlan pipeline;
  private final SloPlan slo;
  private final Map<String, String> labels;
  private final String matchers;

  FreshnessRules(PipelinePlan pipeline, SloPlan slo) {
    this.pipeline = pipeline;
    this.slo = slo;
    var own = new LinkedHashMap<String, String>();
    own.put("dataset", slo.dataset());
    own.put("namespace", pipeline.namespace());
    this.labels = Collections.unmodifiableMap(own);
    this.matchers = PromQl.matchers(labels);
  }

  Group group() {
    List<Rule> rules = new ArrayList<>();
    rules.add(record(LAST_FRONTIER, Sourced.builtIn(lastFrontier())));
    rules.add(record(SLICE, slo.freshness().map(this::slice)));
    rules.add(record("slo:objective:ratio", slo.objectivePercent().map(FreshnessRules::share)));
    for (Duration window : windows()) {
      var name = PromQl.duration(window);
      rules.add(record(RATIO + name, Sourced.builtIn(average(name))));
    }
    alert("page", PAGE).ifPresent(rules::add);
    alert("ticket", TICKET).ifPresent(rules::add);
    return new Group("freshness:" + slo.dataset(), rules);
  }

  /** A batch driver is gone between runs; its last word holds until the next one speaks. */
  private String lastFrontier() {
    return "max by (dataset, namespace) ("
        + series(FRONTIER)
        + ") or last_over_time("
        + series(LAST_FRONTIER)
        + "[1d])";
  }

  private String slice(Duration freshness) {
    return "(time() - " + series(LAST_FRONTIER) + ") > bool " + freshness.toSeconds();
  }

  private static String share(BigDecimal percent) {
    return "vector(" + plain(percent.movePointLeft(2)) + ")";
  }

  private String average(String window) {
    return "avg_over_time(" + series(SLICE) + "[" + window + "])";
  }

  private Set<Duration> windows() {
    var windows = new TreeSet<Duration>();
    for (var burns : List.of(PAGE, TICKET)) {
      burns.forEach(burn -> Collections.addAll(windows, burn.brief(), burn.lasting()));
    }
    windows.add(slo.window().value());
    return windows;
  }

  private Rule record(String name, Sourced<String> expression) {
    return Rule.recording(name, expression, Collections.unmodifiableMap(labels));
  }

  private Optional<Rule> alert(String severity, List<Burn> burns) {
    // A share of errors never exceeds 1, so such a pair could not fire.
    var reachable = burns.stream().filter(b -> threshold(b).compareTo(BigDecimal.ONE) < 0).toList();
    if (reachable.isEmpty()) {
      return Optional.empty();
    }
    var expression = reachable.stream().map(this::condition).collect(Collectors.joining("\nor\n"));
    List<YamlNode> sources = new ArrayList<>(slo.objectivePercent().sources());
    sources.addAll(slo.window().sources());
    return Optional.of(
        Rule.alerting(ALERT, new Sourced<>(expression, sources), labels(severity), annotations()));
  }

  private String condition(Burn burn) {
    var threshold = plain(threshold(burn));
    var exceeds = " > " + threshold;
    return "(" + ratio(burn.brief()) + exceeds + "\n  and " + ratio(burn.lasting()) + exceeds + ")";
  }

  private String ratio(Duration window) {
    return series(RATIO + PromQl.duration(window));
  }

  private String series(String metric) {
    return metric + matchers;
  }

  /** The share of errors at which the long window alone uses up the burn's share of the budget. */
  private BigDecimal threshold(Burn burn) {
    var budget = BigDecimal.ONE.subtract(slo.objectivePercent().value().movePointLeft(2));
    var period = BigDecimal.valueOf(slo.window().value().toSeconds());
    return burn.budget()
        .multiply(period)
        .multiply(budget)
        .divide(BigDecimal.valueOf(burn.lasting().toSeconds()), MathContext.DECIMAL32);
  }

  private Map<String, Object> labels(String severity) {
    var own = new LinkedHashMap<String, Object>();
    // Two datasets of one pipeline would otherwise have two rules that are the same but for the
    // query.
    own.put("dataset", PromQl.literalInTemplate(slo.dataset()));
    own.put("owner", slo.owner().map(PromQl::literalInTemplate));
    own.put("severity", severity);
    return own;
  }

  private Map<String, Object> annotations() {
    var own = new LinkedHashMap<String, Object>();
    var promise = PromQl.duration(slo.freshness().value());
    own.put("summary", slo.dataset() + " is older than " + promise + " more often than promised.");
    own.put("dataset", slo.dataset());
    own.put("pipeline", pipeline.domain() + "." + pipeline.name());
    slo.runbook().ifPresent(url -> own.put("runbook_url", url.map(PromQl::literalInTemplate)));
    return own;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** A short and a long window, and the share of the error budget that the long one may use. */
  private record Burn(Duration brief, Duration lasting, BigDecimal budget) {}
}
