package io.dataplat.jobs.telemetry;

import io.dataplat.jobplan.BatchId;
import io.dataplat.jobplan.Input;
import io.dataplat.jobplan.ReadMode;
import io.dataplat.jobplan.StreamState;
import io.dataplat.jobs.run.OutputSummary;
import io.dataplat.jobs.run.OutputTarget;
import io.dataplat.jobs.run.RunSlice;
import io.dataplat.jobs.run.RunStatus;
import io.dataplat.jobs.stream.EpochSummary;
import io.dataplat.jobs.telemetry.RunRecord.InputRecord;
import io.dataplat.jobs.telemetry.RunRecord.OutputRecord;
import io.dataplat.jobs.telemetry.RunRecord.RuleRecord;
import io.dataplat.jobs.write.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the record of a micro-batch. */
record EpochRecords(RecordedIdentity instance, List<OutputTarget> targets, EpochSummary summary) {

  String batchId() {
    return summary.epoch().batchId();
  }

  String fingerprint() {
    return instance.plan().stream().map(StreamState::stateFingerprint).orElse("");
  }

  /** Whether an output had the micro-batch before: then it may have its record already. */
  boolean isRepeated() {
    return summary.outputs().size() < targets.size();
  }

  RunRecord record() {
    var status = isRepeated() ? RunStatus.RECOVERED : RunStatus.PUBLISHED;
    var slice = new RunSlice(new BatchId(batchId()), summary.epoch().time(), Optional.empty());
    var facts =
        new RecordedFacts(
            Optional.of(fingerprint()),
            inputs(),
            RecordedFacts.steps(summary.outputs()),
            targets.stream().map(this::output).toList(),
            rules(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            status == RunStatus.PUBLISHED);
    return new RecordedIdentity(instance.plan(), instance.arguments(), slice, instance.planHash())
        .record(
            instance.arguments().runId(),
            Optional.of(new RunEnd(status, Optional.empty(), Optional.empty())),
            Optional.of(summary.epoch().time()),
            facts);
  }

  private List<RuleRecord> rules() {
    return Stream.concat(
            summary.inputs().stream(), summary.outputs().stream().map(OutputSummary::gate))
        .flatMap(RecordedFacts::rules)
        .toList();
  }

  private List<InputRecord> inputs() {
    return instance.plan().inputs().stream()
        .filter(input -> input.read() == ReadMode.STREAM)
        .map(this::input)
        .toList();
  }

  private InputRecord input(Input input) {
    var dataset = instance.plan().dataset(input.dataset()).orElseThrow();
    var topic = dataset.location().topic().orElse("");
    return RecordedFacts.counted(
        new InputRecord(
            input.alias(),
            dataset.id(),
            dataset.version(),
            offsets(summary.epoch().start(), topic),
            offsets(summary.epoch().end(), topic),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        RecordedFacts.gate(summary.inputs(), input));
  }

  private static Optional<String> offsets(Map<String, Map<Integer, Long>> topics, String topic) {
    return Optional.ofNullable(topics.get(topic)).map(String::valueOf);
  }

  private OutputRecord output(OutputTarget target) {
    var published = PublishedOutput.of(target, batchId());
    var own = RecordedFacts.counters(summary.outputs(), target);
    var counters = own.or(() -> published.entry().map(LedgerEntry::counters)).orElse(Map.of());
    return published.record(Optional.empty(), counters);
  }
}
