package io.dataplat.jobs.gate;

import io.dataplat.jobs.gate.GateCounts.Counter;
import io.dataplat.jobs.measure.Figure;
import io.dataplat.jobs.measure.Measure;
import io.dataplat.jobs.measure.Total;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;

/** Sums what the tasks of a gate have counted. */
@SuppressWarnings("EnumOrdinal") // see GateCounts
record GateTally(GateSpec spec, GateCounter counter, List<GateRule> rules, List<Measure> measures) {

  int parts() {
    return counter.value().size();
  }

  void reset() {
    counter.reset();
  }

  GateReport report() {
    return new GateReport(
        spec.gate(),
        read(),
        sum(Counter.OUTSIDE),
        sum(Counter.CORRUPT_QUARANTINED) + sum(Counter.CORRUPT_DROPPED),
        sum(Counter.CORRUPT_DROPPED),
        sum(Counter.QUARANTINED),
        sum(Counter.DROPPED),
        sum(Counter.KEPT),
        sum(Counter.FAILED),
        ruleCounts(),
        figures(),
        files());
  }

  private long read() {
    return IntStream.range(0, Counter.FAILED.ordinal())
        .mapToLong(index -> sum(Counter.values()[index]))
        .sum();
  }

  private long sum(Counter which) {
    return counter.value().values().stream()
        .mapToLong(each -> each.counters[which.ordinal()])
        .sum();
  }

  private List<RuleCount> ruleCounts() {
    var counts = new ArrayList<RuleCount>();
    for (int i = 0; i < rules.size(); i++) {
      var rule = i;
      var declared = rules.get(i);
      var violations =
          counter.value().values().stream().mapToLong(each -> each.violations[rule]).sum();
      var unknown = counter.value().values().stream().mapToLong(each -> each.unknown[rule]).sum();
      counts.add(
          new RuleCount(
              declared.name(), declared.action(), violations, unknown, declared.tolerated()));
    }
    return counts;
  }

  private Map<String, Figure> figures() {
    var figures = new LinkedHashMap<String, Figure>();
    for (int i = 0; i < measures.size(); i++) {
      var index = i;
      var total =
          counter.value().values().stream()
              .map(each -> each.totals[index])
              .reduce(new Total(measures.get(i).aggregate()), Total::plus);
      figures.put(measures.get(i).name(), total.figure());
    }
    return figures;
  }

  private List<DataFile> files() {
    return counter.value().values().stream().flatMap(each -> each.files.stream()).toList();
  }
}
