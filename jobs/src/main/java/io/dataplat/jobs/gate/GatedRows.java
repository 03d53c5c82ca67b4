package io.dataplat.jobs.gate;

import io.dataplat.jobs.gate.GateCounts.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that a gate lets through, and its report once they have been read. */
@SuppressWarnings("EnumOrdinal") // see GateCounts
public final class GatedRows {

  private final Dataset<Row> kept;
  private final JavaRDD<Row> judged;
  private final GateCounter counter;
  private final GateSpec spec;

  GatedRows(Dataset<Row> kept, JavaRDD<Row> judged, GateCounter counter, GateSpec spec) {
    this.kept = kept;
    this.judged = judged;
    this.counter = counter;
    this.spec = spec;
  }

  /** The rows that go on. */
  public Dataset<Row> kept() {
    return kept;
  }

  /**
   * The report over all rows. A query need not read all of its input (a join with an empty side, a
   * limit); what it left is read here.
   */
  public GateReport report() {
    if (counter.value().size() < judged.getNumPartitions()) {
      judged.foreachPartition(
          rows -> {
            while (rows.hasNext()) {
              rows.next();
            }
          });
    }
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
