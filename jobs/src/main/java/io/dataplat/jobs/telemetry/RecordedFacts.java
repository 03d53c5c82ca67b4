package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.DataInterval;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.Sha256;
import io.dataplat.jobs.gate.GateReport;
import io.dataplat.jobs.gate.RuleCount;
import io.dataplat.jobs.input.ChangesRange;
import io.dataplat.jobs.input.PinnedInput;
import io.dataplat.jobs.input.SourceFile;
import io.dataplat.jobs.run.MetricResult;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.StepCount;
import io.dataplat.jobs.telemetry.RunRecord.InputRecord;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import io.dataplat.jobs.telemetry.RunRecord.StageRecord;
import io.dataplat.jobs.telemetry.RunRecord.StepRecord;
import io.dataplat.jobs.write.ChangesPosition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is known of an attempt beside its identity and its end, and how it is found out. */
record RecordedFacts(
    Optional<String> fingerprint,
    List<InputRecord> inputs,
    List<StepRecord> steps,
    List<OutputRecord> outputs,
    List<RuleRecord> rules,
    List<StageRecord> stages,
    Optional<Long> cpuMs,
    Optional<Long> peakBytes,
    boolean exact,
    Optional<Long> released) {

  private static final int DIGITS = 32;

  /** Nothing is known. */
  static final RecordedFacts NONE =
      new RecordedFacts(
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** The facts of an attempt that replays nothing. */
  RecordedFacts(
      Optional<String> fingerprint,
      List<InputRecord> inputs,
      List<StepRecord> steps,
      List<OutputRecord> outputs,
      List<RuleRecord> rules,
      List<StageRecord> stages,
      Optional<Long> cpuMs,
      Optional<Long> peakBytes,
      boolean exact) {
    this(
        fingerprint,
        inputs,
        steps,
        outputs,
        rules,
        stages,
        cpuMs,
        peakBytes,
        exact,
        Optional.empty());
  }

  /** Copies what the caller may still change. */
  RecordedFacts {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    rules = List.copyOf(rules);
    stages = List.copyOf(stages);
  }

  /** The report of the gate of an input. */
  static Optional<GateReport> gate(List<GateReport> gates, Input input) {
    var name = "input:" + input.alias();
    return gates.stream().filter(each -> each.gate().equals(name)).findFirst();
  }

  /** What this attempt has counted at an output. */
  static Optional<Map<String, Long>> counters(List<OutputSummary> outputs, OutputTarget target) {
    return outputs.stream()
        .filter(each -> each.id().equals(target.output().id()))
        .findFirst()
        .map(OutputSummary::allCounters);
  }

  static InputRecord input(
      PinnedInput pinned, Optional<GateReport> gate, Optional<DataInterval> interval) {
    var isByInterval = pinned.input().read() == ReadMode.INTERVAL;
    var bounds = interval.filter(each -> isByInterval);
    return counted(
        new InputRecord(
            pinned.input().alias(),
            pinned.dataset().id(),
            pinned.dataset().version(),
            place(pinned, ChangesPosition::from)
                .or(() -> bounds.map(each -> each.start().toString())),
            place(pinned, ChangesPosition::to).or(() -> bounds.map(each -> each.end().toString())),
            revision(pinned),
            files(pinned).map(each -> (long) each.size()),
            files(pinned).map(each -> each.stream().mapToLong(SourceFile::length).sum()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        gate);
  }

  private static Optional<String> place(
      PinnedInput pinned, Function<ChangesPosition, String> place) {
    return pinned.changes().map(ChangesRange::position).map(place);
  }

  // Which files an earlier attempt has read is not looked up.
  private static Optional<List<SourceFile>> files(PinnedInput pinned) {
    var isKnown =
        !pinned.files().isEmpty() || pinned.changes().map(ChangesRange::isEmpty).orElse(true);
    return Optional.of(pinned.files()).filter(files -> pinned.isFiles() && isKnown);
  }

  static Optional<String> revision(PinnedInput pinned) {
    if (pinned.isFiles()) {
      var files = String.join("\n", pinned.identity()).getBytes(StandardCharsets.UTF_8);
      return Optional.of(Sha256.hex(files).substring(0, DIGITS));
    }
    return pinned.hasIdentity()
        ? Optional.of(pinned.snapshot().map(String::valueOf).orElse("empty"))
        : Optional.empty();
  }

  /** The same input with what its gate has counted. */
  static InputRecord counted(InputRecord input, Optional<GateReport> gate) {
    return new InputRecord(
        input.alias(),
        input.dataset(),
        input.version(),
        input.from(),
        input.to(),
        input.revision(),
        input.files(),
        input.bytes(),
        gate.map(GateReport::read),
        gate.map(GateReport::corrupt),
        gate.map(GateReport::quarantined),
        gate.map(GateReport::dropped),
        gate.map(GateReport::outside),
        gate.map(GateReport::kept),
        input.unknownColumns());
  }

  /** Each step once, however many outputs come from it. */
  static List<StepRecord> steps(List<OutputSummary> outputs) {
    var steps = new LinkedHashMap<String, StepRecord>();
    outputs.stream()
        .flatMap(output -> output.steps().stream())
        .forEach(step -> steps.putIfAbsent(step.name(), step(step)));
    return List.copyOf(steps.values());
  }

  private static StepRecord step(StepCount step) {
    return new StepRecord(step.name(), step.in(), step.out(), step.filtered(), step.deduplicated());
  }

  static Stream<RuleRecord> rules(GateReport gate) {
    return gate.rules().stream()
        .map(
            rule ->
                new RuleRecord(
                    gate.gate(),
                    rule.name(),
                    rule.action().toString(),
                    Optional.of(rule.violations()),
                    Optional.of(rule.unknown()),
                    rule.tolerated().flatMap(each -> share(rule, gate.candidates())),
                    rule.threshold(),
                    rule.tolerated().isPresent()
                        ? rule.isTolerable(gate.candidates())
                        : rule.violations() == 0));
  }

  private static Optional<BigDecimal> share(RuleCount rule, long candidates) {
    return candidates == 0
        ? Optional.of(BigDecimal.ZERO)
        : Optional.of(
            BigDecimal.valueOf(rule.violations())
                .movePointRight(2)
                .divide(BigDecimal.valueOf(candidates), MathContext.DECIMAL64));
  }

  static Stream<RuleRecord> metrics(List<MetricResult> results) {
    return results.stream()
        .map(
            result ->
                new RuleRecord(
                    result.gate(),
                    result.name(),
                    result.action().toString(),
                    Optional.empty(),
                    Optional.empty(),
                    result.value(),
                    Optional.of(result.threshold()),
                    result.passed()));
  }
}
