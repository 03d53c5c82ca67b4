package io.dataplat.jobs.gate;

import io.dataplat.jobs.gate.GateCounts.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;

/** Sums what the tasks of a gate have counted. */
@SuppressWarnings("EnumOrdinal") // see GateCounts
record GateTally(GateSpec spec, GateCounter counter) {

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
        rules(),
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

  private List<RuleCount> rules() {
    var rules = new ArrayList<RuleCount>();
    for (int i = 0; i < spec.rules().size(); i++) {
      var rule = i;
      var violations =
          counter.value().values().stream().mapToLong(each -> each.violations[rule]).sum();
      var unknown = counter.value().values().stream().mapToLong(each -> each.unknown[rule]).sum();
      rules.add(
          new RuleCount(spec.rules().get(rule), spec.actions().get(rule), violations, unknown));
    }
    return rules;
  }

  private List<DataFile> files() {
    return counter.value().values().stream().flatMap(each -> each.files.stream()).toList();
  }
}
